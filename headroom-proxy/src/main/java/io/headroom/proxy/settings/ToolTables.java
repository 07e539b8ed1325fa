package io.headroom.proxy.settings;

import io.headroom.api.provider.UserTool;
import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.ToolSettings;
import io.headroom.proxy.ToolSettings.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads {@code [tools.<id>]} tables (PV-801): their members are the user's own, so they are no settings of the catalog. Not thread-safe. */
final class ToolTables {
    private static final String TOOLS = "tools";
    private static final List<String> KEYS = List.of("command", "env", "detect", "note");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SECRET = Pattern.compile("(?i).*(KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL).*");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

    private final TomlParseResult root;
    private final String file;
    private final List<UserTool> tools = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    ToolTables(TomlParseResult root, String file) {
        this.root = root;
        this.file = file;
    }

    /** Whether a member of the root is not to be read as settings. */
    static boolean isTools(List<String> path) {
        return path.equals(List.of(TOOLS));
    }

    ToolSettings read() {
        Object all = root.get(List.of(TOOLS));
        if (all instanceof TomlTable table) {
            table.keySet().forEach(id -> one(id, table.get(List.of(id))));
        } else if (all != null) {
            fault(List.of(TOOLS), String.valueOf(all), "give each tool a table, such as [tools.my-agent]");
        }
        return new ToolSettings(tools, values, faults, warnings);
    }

    private void one(String id, Object value) {
        List<String> path = List.of(TOOLS, id);
        int before = faults.size();
        if (!ID.matcher(id).matches()) {
            fault(path, id, "a tool's name is 1 to 32 of the characters a-z, 0-9 and -, the first one a letter");
        }
        if (!(value instanceof TomlTable table)) {
            fault(path, String.valueOf(value), "give the tool a table, such as [tools." + id + "]");
            return;
        }
        table.keySet().stream().filter(key -> !KEYS.contains(key)).forEach(key -> {
            List<String> unknown = List.of(TOOLS, id, key);
            warnings.add(place(unknown) + ": there is no setting " + String.join(".", unknown)
                    + NearestKey.among(KEYS, key)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; known are " + String.join(", ", KEYS)));
        });
        List<String> command = texts(path, table, "command");
        List<String> detect = texts(path, table, "detect");
        Map<String, String> environment = environment(path, table);
        Optional<String> note = note(path, table);
        if (command.isEmpty() && faults.size() == before) {
            command = List.of(id);
        }
        if (faults.size() == before && environment.isEmpty() && note.isEmpty()) {
            fault(
                    path,
                    "",
                    "say by env which variables lead the tool to {base}, or by note what its user has to do by hand");
        }
        if (faults.size() == before && !environment.isEmpty() && !leads(environment)) {
            fault(add(path, "env"), "", "no variable has {base}, the proxy's address, in its value");
        }
        if (faults.size() == before) {
            tools.add(new UserTool(id, command, environment, detect, note));
        }
    }

    private static boolean leads(Map<String, String> environment) {
        return environment.values().stream().anyMatch(value -> value.contains("{base}"));
    }

    /** One text, or a list of them. */
    private List<String> texts(List<String> tool, TomlTable table, String key) {
        List<String> path = add(tool, key);
        Object value = table.get(List.of(key));
        List<Object> items =
                value == null ? List.of() : value instanceof TomlArray array ? array.toList() : List.of(value);
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof String text
                    && !text.isBlank()
                    && !CONTROL.matcher(text).find()) {
                texts.add(text);
            } else {
                fault(path, String.valueOf(item), "give a text on one line, or a list of such texts");
            }
        }
        if (value != null && items.isEmpty()) {
            fault(path, "[]", "give at least one text, or leave the key out");
        }
        if (key.equals("command") && !(value instanceof TomlArray) && hasArguments(texts)) {
            fault(path, texts.get(0), "give arguments as a list, such as [\"npx\", \"my-agent\"]");
        }
        if (value != null) {
            values.add(new Value(String.join(".", path), String.join(" ", texts), place(path)));
        }
        return texts;
    }

    /** A blank in a path is usual, one in a name on the search path is not. */
    private static boolean hasArguments(List<String> command) {
        return command.stream()
                .anyMatch(text -> text.indexOf(' ') >= 0 && text.indexOf('/') < 0 && text.indexOf('\\') < 0);
    }

    private Map<String, String> environment(List<String> tool, TomlTable table) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> path = add(tool, "env");
        Object value = table.get(List.of("env"));
        if (value != null && !(value instanceof TomlTable)) {
            fault(path, String.valueOf(value), "give a table, such as env = { OPENAI_BASE_URL = \"{base}/v1\" }");
        }
        if (value instanceof TomlTable inner) {
            for (String name : inner.keySet()) {
                variable(add(path, name), name, inner.get(List.of(name))).ifPresent(text -> variables.put(name, text));
            }
        }
        return variables;
    }

    private Optional<String> variable(List<String> path, String name, Object value) {
        if (!VARIABLE.matcher(name).matches()) {
            fault(path, shown(name, value), "a variable's name is made of letters, digits and _, no digit first");
        } else if (name.startsWith("HEADROOM_") || name.equalsIgnoreCase("PATH")) {
            fault(path, shown(name, value), "this variable is not the tool's alone; give one that leads the tool");
        } else if (!(value instanceof String text)
                || text.isEmpty()
                || CONTROL.matcher(text).find()) {
            fault(path, shown(name, value), "give a text on one line");
        } else {
            values.add(new Value(String.join(".", path), shown(name, text), place(path)));
            return Optional.of(text);
        }
        return Optional.empty();
    }

    private Optional<String> note(List<String> tool, TomlTable table) {
        List<String> path = add(tool, "note");
        Object value = table.get(List.of("note"));
        if (value instanceof String text && !text.isBlank()) {
            values.add(
                    new Value(String.join(".", path), text.lines().findFirst().orElse(""), place(path)));
            return Optional.of(text.strip());
        }
        if (value != null) {
            fault(path, String.valueOf(value), "give a text");
        }
        return Optional.empty();
    }

    private static String shown(String name, Object value) {
        String text = String.valueOf(value).replaceAll("(://)[^/@\\s]*@", "$1***@");
        return SECRET.matcher(name).matches() ? "***" : text;
    }

    private void fault(List<String> path, String value, String reason) {
        faults.add(new Fault(String.join(".", path), value, reason, Optional.of(place(path))));
    }

    private String place(List<String> path) {
        TomlPosition position = root.inputPositionOf(path);
        return position == null ? file : file + ":" + position.line();
    }

    private static List<String> add(List<String> path, String member) {
        List<String> longer = new ArrayList<>(path);
        longer.add(member);
        return List.copyOf(longer);
    }
}
