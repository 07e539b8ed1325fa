package io.headroom.compress.token;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reduces a model's id as requests spell it to the name by which its vocabulary is known. */
final class ModelNames {
    private static final List<String> PREFIXES =
            List.of("bedrock/", "azure/", "vertex_ai/", "us.", "eu.", "apac.", "anthropic.", "openai/", "anthropic/");
    private static final String OPEN_ROUTER = "openrouter/";
    /** {@code -2024-08-06}, {@code -20250219}, {@code @20250219}, {@code -v1:0}. */
    private static final Pattern SUFFIX = Pattern.compile("([-@](\\d{4}-\\d{2}-\\d{2}|\\d{8})|-v\\d+(:\\d+)?)$");

    private ModelNames() {}

    static String reduce(String model) {
        String name = model.strip().toLowerCase(Locale.ROOT);
        for (String before = ""; !before.equals(name); ) {
            before = name;
            name = withoutPrefix(name);
        }
        for (String before = ""; !before.equals(name); ) {
            before = name;
            name = SUFFIX.matcher(name).replaceFirst("");
        }
        return name;
    }

    private static String withoutPrefix(String name) {
        if (name.startsWith(OPEN_ROUTER)) {
            int vendor = name.indexOf('/', OPEN_ROUTER.length());
            return name.substring(vendor < 0 ? OPEN_ROUTER.length() : vendor + 1);
        }
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }
}
