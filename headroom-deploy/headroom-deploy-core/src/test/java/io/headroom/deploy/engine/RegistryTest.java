package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Environment values of Windows, against a registry that answers as {@code reg.exe} does. */
class RegistryTest {
    private final Map<String, String> registry = new TreeMap<>();
    private final FakeHost host = FakeHost.on(Machine.WINDOWS).withCommands(command -> Optional.of(reg(command)));
    private final EngineProfile profile = new EngineProfile(host, "p", PlainEditors.all(), Steps.NONE);
    private final List<Change> wanted = List.of(new Changes("p").variable("url", "BASE_URL", "http://127.0.0.1:8787"));

    @Test
    @DisplayName("D-101: a value comes back with its registry type, or goes if there was none")
    void restoresTypeAndValue() throws Exception {
        registry.put("BASE_URL", "REG_EXPAND_SZ    %HOST%    x");

        profile.apply(wanted);
        assertEquals("REG_SZ    http://127.0.0.1:8787", registry.get("BASE_URL"));
        profile.remove();
        assertEquals("REG_EXPAND_SZ    %HOST%    x", registry.get("BASE_URL"));

        registry.clear();
        profile.apply(wanted);
        profile.remove();
        assertEquals(Map.of(), registry);
    }

    @Test
    @DisplayName("D-101: a value that the user changed since is left and reported")
    void leavesTheUsersValue() throws Exception {
        profile.apply(wanted);
        registry.put("BASE_URL", "REG_SZ    mine");

        UndoReport report = profile.remove();

        assertEquals("REG_SZ    mine", registry.get("BASE_URL"));
        assertEquals(List.of("BASE_URL"), report.left().get(0).keys());
    }

    private CommandResult reg(CommandLine command) {
        List<String> words = command.arguments();
        String name = words.get(4);
        switch (words.get(1)) {
            case "query" -> {
                String value = registry.get(name);
                return value == null
                        ? FakeHost.exited(1, "FEHLER: Der Wert wurde nicht gefunden.\r\n")
                        : FakeHost.exited(
                                0, "\r\nHKEY_CURRENT_USER\\Environment\r\n    " + name + "    " + value + "\r\n\r\n");
            }
            case "add" -> registry.put(name, words.get(6) + "    " + words.get(8));
            default -> registry.remove(name);
        }
        return FakeHost.exited(0, "");
    }
}
