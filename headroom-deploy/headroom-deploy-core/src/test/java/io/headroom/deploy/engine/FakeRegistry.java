package io.headroom.deploy.engine;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.record.JsonRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The environment in the registry of a Windows: {@code reg.exe query} answers in a code page that knows nothing but ASCII, and PowerShell does
 * what the two scripts of the product say.
 */
final class FakeRegistry {
    /** How many values a write takes before it dies, or fails. */
    enum Trouble {
        NONE,
        DIES_AFTER_ONE,
        FAILS_AFTER_ONE
    }

    /** A value with its type. */
    record Value(String type, String data) {}

    private final Map<String, Value> values = new TreeMap<>();
    private final List<CommandLine> writes = new ArrayList<>();
    private Trouble trouble = Trouble.NONE;
    private Runnable beforeTheNextWrite = () -> {};

    Map<String, Value> values() {
        return values;
    }

    List<CommandLine> writes() {
        return writes;
    }

    void has(Trouble next) {
        trouble = next;
    }

    void beforeTheNextWrite(Runnable somethingElse) {
        beforeTheNextWrite = somethingElse;
    }

    Optional<CommandResult> answer(CommandLine command) {
        List<String> words = command.arguments();
        if (words.get(0).equals("C:\\Windows\\System32\\reg.exe")) {
            return Optional.of(query(words.get(4)));
        }
        if (!words.get(0).equals("C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe")) {
            return Optional.empty();
        }
        List<JsonRecord> lines =
                command.input().lines().map(FakeRegistry::parse).toList();
        if (!command.input().chars().allMatch(c -> c < 0x7F)) {
            throw new AssertionError("PowerShell would read this in a code page: " + command.input());
        }
        return Optional.of(words.get(4).contains("Set-ItemProperty") ? write(command, lines) : exact(lines.get(0)));
    }

    private CommandResult query(String name) {
        Value value = values.get(name);
        if (value == null) {
            return FakeHost.exited(1, "FEHLER: Der Wert wurde nicht gefunden.\r\n");
        }
        String data = new String(value.data().getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
        return FakeHost.exited(
                0,
                "\r\nHKEY_CURRENT_USER\\Environment\r\n    " + name + "    " + value.type() + "    " + data
                        + "\r\n\r\n");
    }

    private CommandResult exact(JsonRecord line) {
        String data = values.get(line.maybeText("name").orElseThrow()).data();
        return FakeHost.exited(0, data.chars().mapToObj(Integer::toString).collect(Collectors.joining(" ")) + "\r\n");
    }

    private CommandResult write(CommandLine command, List<JsonRecord> lines) {
        Runnable first = beforeTheNextWrite;
        beforeTheNextWrite = () -> {};
        first.run();
        for (JsonRecord line : lines) {
            Value now = values.get(line.maybeText("name").orElseThrow());
            if (!line.maybeText("was").orElseThrow().equals(now == null ? "" : "=" + now.data())) {
                return FakeHost.exited(9, "");
            }
        }
        writes.add(command);
        for (JsonRecord line : lines) {
            String name = line.maybeText("name").orElseThrow();
            Optional<String> type = line.maybeText("type");
            if (type.isPresent()) {
                String registryType = type.get().equals("ExpandString") ? "REG_EXPAND_SZ" : "REG_SZ";
                values.put(
                        name,
                        new Value(
                                registryType,
                                line.maybeText("value").orElseThrow().substring(1)));
            } else if (values.remove(name) == null) {
                return FakeHost.exited(1, "");
            }
            if (trouble == Trouble.DIES_AFTER_ONE) {
                trouble = Trouble.NONE;
                throw new Death.Died("the next value");
            }
            if (trouble == Trouble.FAILS_AFTER_ONE) {
                trouble = Trouble.NONE;
                return FakeHost.exited(1, "Set-ItemProperty : no\r\n");
            }
        }
        return FakeHost.exited(0, "");
    }

    private static JsonRecord parse(String line) {
        try {
            return JsonRecord.parse(line);
        } catch (io.headroom.deploy.record.DamagedRecordException e) {
            throw new AssertionError(e);
        }
    }
}
