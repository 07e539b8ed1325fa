package io.headroom.provider.claude;

import io.headroom.api.change.JsonValue;
import io.headroom.api.change.JsonValue.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of the settings that everybody uses: one wrong type, and Claude Code drops the whole file (measured). */
final class SettingsTypes {
    private static final Map<String, Kind> MEMBERS = Map.of(
            "apiKeyHelper", Kind.STRING,
            "cleanupPeriodDays", Kind.NUMBER,
            "enabledPlugins", Kind.OBJECT,
            "env", Kind.OBJECT,
            "hooks", Kind.OBJECT,
            "includeCoAuthoredBy", Kind.BOOLEAN,
            "model", Kind.STRING,
            "permissions", Kind.OBJECT,
            "statusLine", Kind.OBJECT);
    private static final List<String> RULES = List.of("allow", "ask", "deny", "additionalDirectories");

    private SettingsTypes() {}

    /** A wrong type, and its line. */
    record Mistake(int line, String reason) {}

    static Optional<Mistake> check(JsonValue root) {
        for (Map.Entry<String, JsonValue> member : root.members().entrySet()) {
            Kind expected = MEMBERS.get(member.getKey());
            if (expected != null && member.getValue().kind() != expected) {
                return wrong("\"" + member.getKey() + "\"", member.getValue(), expected);
            }
        }
        for (String rule : RULES) {
            Optional<JsonValue> list = root.at("permissions", rule);
            if (list.isPresent()) {
                Optional<Mistake> mistake = checkRules("\"permissions." + rule + "\"", list.get());
                if (mistake.isPresent()) {
                    return mistake;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Mistake> checkRules(String name, JsonValue list) {
        if (list.kind() != Kind.ARRAY) {
            return wrong(name, list, Kind.ARRAY);
        }
        return list.elements().stream()
                .filter(rule -> rule.kind() != Kind.STRING)
                .findFirst()
                .flatMap(rule -> wrong("an element of " + name, rule, Kind.STRING));
    }

    private static Optional<Mistake> wrong(String name, JsonValue value, Kind expected) {
        return Optional.of(
                new Mistake(value.line(), name + ", which is " + value.kind().words() + ", not " + expected.words()));
    }
}
