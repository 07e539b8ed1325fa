package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Secrecy;
import io.headroom.api.change.DocumentEdit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code ***} for secrets: for every value that a secret change writes or replaces, and in what surrounds a change for what stands
 * behind a name that sounds like a secret.
 */
final class Redaction {
    private static final String STARS = "***";
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)([\"']?[\\w.-]*(?:key|token|secret|passw|credential|authorization|auth)[\\w.-]*[\"']?\\s*[:=]\\s*)(\\S.*)");
    private static final Pattern ASSIGNMENT = Pattern.compile("^([^=:]*[=:]\\s*)(\\S.*)$");

    private final boolean secret;
    private final List<String> values;

    Redaction(Change change) {
        this.secret = change.info().secrecy() == Secrecy.SECRET;
        this.values = secret ? values(change) : List.of();
    }

    /** A line of a difference. */
    String line(String line) {
        boolean changed = line.startsWith("+") || line.startsWith("-");
        String text = line;
        for (String value : values) {
            text = text.replace(value, STARS);
        }
        if (secret && changed) {
            Matcher assignment = ASSIGNMENT.matcher(text);
            return assignment.matches() ? assignment.group(1) + STARS : text.charAt(0) + STARS;
        }
        return NAMED_SECRET.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(STARS));
    }

    /** A command line. */
    String command(String text) {
        return secret ? text.replaceFirst("^(\\S+).*", "$1 " + Matcher.quoteReplacement(STARS)) : text;
    }

    /** A value that is shown by itself. */
    String value(String text) {
        return secret ? STARS : text;
    }

    private static List<String> values(Change change) {
        List<DocumentEdit> edits = change instanceof Change.JsonEdit json
                ? json.edits()
                : change instanceof Change.TomlEdit toml ? toml.edits() : List.of();
        return edits.stream().flatMap(edit -> edit.value().stream()).toList();
    }
}
