package io.headroom.proxy.log;

import io.headroom.api.exchange.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes secrets out of whatever is logged, shown or handed to observers: by the name of a field, and by the look of a value (PX-407). */
public final class Redactor {
    private static final String MASK = "[redacted]";
    private static final Set<String> NAMES = Set.of(
            "authorization",
            "proxy-authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "cookie",
            "set-cookie",
            "x-amz-security-token",
            "x-headroom-proxy-token",
            "x-headroom-admin");
    private static final List<String> SUFFIXES = List.of("_key", "_secret", "_password", "_token");
    private static final Pattern VALUES = Pattern.compile(
            "(?i:\\b(?:bearer|basic)\\s+)[A-Za-z0-9+/=._~-]{6,}" // credentials of an Authorization field
                    + "|\\bsk-[A-Za-z0-9_-]{4,}" // keys of Anthropic, OpenAI and others
                    + "|\\bAIza[A-Za-z0-9_-]{10,}" // keys of Google
                    + "|\\b(?:AKIA|ASIA)[A-Z0-9]{12,}" // keys of Amazon
                    + "|\\beyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"); // JSON web tokens
    private static final Pattern QUERY = Pattern.compile("(?<=[A-Za-z0-9/_-])\\?[^\\s\"']*=[^\\s\"']*");

    /** Creates a redactor. It has no state. */
    public Redactor() {}

    /** Whether a field of this name holds a secret. */
    public boolean secretName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String underscored = lower.replace('-', '_');
        return NAMES.contains(lower) || SUFFIXES.stream().anyMatch(underscored::endsWith);
    }

    /** A text without the parts that look like secrets, and without queries of URLs. */
    public String text(String value) {
        String masked = VALUES.matcher(value).replaceAll(MASK);
        return QUERY.matcher(masked).replaceAll("?" + MASK);
    }

    /** The value of a named field. */
    public String field(String name, String value) {
        return secretName(name) ? MASK : text(value);
    }

    /** Header fields, each name kept. */
    public List<Header> headers(List<Header> fields) {
        List<Header> clean = new ArrayList<>(fields.size());
        for (Header field : fields) {
            clean.add(new Header(field.name(), field(field.name(), field.value())));
        }
        return clean;
    }
}
