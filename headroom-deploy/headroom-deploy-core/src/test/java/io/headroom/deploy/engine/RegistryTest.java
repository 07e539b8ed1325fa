package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.host.CommandLine;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.engine.FakeRegistry.Trouble;
import io.headroom.deploy.engine.FakeRegistry.Value;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Environment values of Windows, through the engine. */
class RegistryTest {
    private static final long SEED = 20_260_503;
    private static final int RUNS = 200;
    private static final String OURS = "http://127.0.0.1:8787";

    private final FakeRegistry registry = new FakeRegistry();
    private final FakeHost host = FakeHost.on(Machine.WINDOWS)
            .withVariable("SystemRoot", "C:\\Windows")
            .withCommands(registry::answer);
    private final EngineProfile profile = new EngineProfile(host, "p", PlainEditors.all(), Steps.NONE);
    private final Changes changes = new Changes("p");
    private final List<Change> wanted = List.of(
            changes.variable("a", "A_URL", OURS),
            changes.variable("b", "B_URL", OURS + "/v1"),
            changes.variable("c", "C_URL", ""));

    @Test
    @DisplayName("D-503: apply, stop, start and remove write all values in one process each, and tell the windows once")
    void writesAllValuesInOneProcess() throws Exception {
        Map<String, Value> before = Map.of("B_URL", new Value("REG_EXPAND_SZ", "%HOST%    x "));
        registry.values().putAll(before);
        Map<String, Value> applied = Map.of(
                "A_URL", new Value("REG_SZ", OURS),
                "B_URL", new Value("REG_SZ", OURS + "/v1"),
                "C_URL", new Value("REG_SZ", ""));

        profile.apply(wanted);
        assertEquals(applied, registry.values());
        assertEquals(1, registry.writes().size());
        profile.suspend();
        assertEquals(before, registry.values());
        profile.resume();
        assertEquals(applied, registry.values());
        profile.remove();

        assertEquals(before, registry.values());
        assertEquals(4, registry.writes().size());
        assertTrue(registry.writes().stream()
                .allMatch(command -> command.arguments().get(4).split("SetEnvironmentVariable", -1).length == 2));
    }

    @Test
    @DisplayName("D-503: the command line is always the same, what differs is its input")
    void keepsDataOutOfTheCommandLine() throws Exception {
        registry.values().put("B_URL", new Value("REG_EXPAND_SZ", "%HOST%\u00FC\"'"));

        profile.apply(wanted);

        CommandLine command = registry.writes().get(0);
        String script = "$ErrorActionPreference = 'Stop'; "
                + "$full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage'; "
                + "$all = @($input | ForEach-Object { ConvertFrom-Json -InputObject $_ }); "
                + "if ($full) { foreach ($v in $all) { "
                + "$now = (Get-Item -LiteralPath $v.key).GetValue($v.name, $null, 'DoNotExpandEnvironmentNames'); "
                + "$is = if ($null -eq $now) { '' } else { '=' + $now }; "
                + "if (-not $is.Equals($v.was)) { exit 9 } } }; "
                + "foreach ($v in $all) { if ($v.type) { "
                + "Set-ItemProperty -LiteralPath $v.key -Name $v.name -Value $v.value.Substring(1) -Type $v.type "
                + "} else { Remove-ItemProperty -LiteralPath $v.key -Name $v.name } }; "
                + "if ($full) { [Environment]::SetEnvironmentVariable('HEADROOM_TELLS_WINDOWS', '', 'User') }";
        assertEquals(
                List.of(
                        "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                        "-NoProfile",
                        "-NonInteractive",
                        "-Command",
                        script),
                command.arguments());
        String key = "{\"key\":\"Registry::HKEY_CURRENT_USER\\\\Environment\",\"name\":";
        assertEquals(
                key + "\"A_URL\",\"was\":\"\",\"type\":\"String\",\"value\":\"=http://127.0.0.1:8787\"}\n"
                        + key + "\"B_URL\",\"was\":\"=%HOST%\\u00fc\\\"'\",\"type\":\"String\","
                        + "\"value\":\"=http://127.0.0.1:8787/v1\"}\n"
                        + key + "\"C_URL\",\"was\":\"\",\"type\":\"String\",\"value\":\"=\"}\n",
                command.input());
        profile.remove();
        assertTrue(registry.writes()
                .get(1)
                .input()
                .contains("\"type\":\"ExpandString\",\"value\":\"=%HOST%\\u00fc\\\"'\""));
    }

    @Test
    @DisplayName("D-105, D-503: any values are set exactly, and any former values come back exactly with their types")
    void bringsAnyValuesBack() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            long seed = SEED + run;
            Random random = new Random(seed);
            registry.values().clear();
            for (String name : List.of("A_URL", "B_URL", "C_URL")) {
                if (random.nextInt(3) > 0) {
                    String type = random.nextBoolean() ? "REG_SZ" : "REG_EXPAND_SZ";
                    registry.values().put(name, new Value(type, hostile(random, "\r\n")));
                }
            }
            Map<String, Value> before = new TreeMap<>(registry.values());
            List<String> ours = List.of(hostile(random, ""), hostile(random, ""), hostile(random, ""));

            profile.apply(List.of(
                    changes.variable("a", "A_URL", ours.get(0)),
                    changes.variable("b", "B_URL", ours.get(1)),
                    changes.variable("c", "C_URL", ours.get(2))));
            List<Value> set = List.copyOf(registry.values().values());
            UndoReport report = profile.remove();

            assertEquals(ours.stream().map(text -> new Value("REG_SZ", text)).toList(), set, "seed " + seed);
            assertEquals(before, registry.values(), "seed " + seed);
            assertEquals(UndoReport.CLEAN, report, "seed " + seed);
        }
    }

    private static String hostile(Random random, String more) {
        if (random.nextInt(50) == 0) {
            return "x".repeat(32_766);
        }
        List<String> pieces = new ArrayList<>(List.of(
                "\"",
                "'",
                "%",
                "%PATH%",
                "^",
                "&",
                "|",
                "$(calc)",
                "`",
                "\\",
                "\\\"",
                "{",
                "}",
                ";",
                "\t",
                " ",
                "?",
                "=",
                "\u00E9",
                "\u2019",
                "\u0142",
                "\u4E2D",
                "\uD83D\uDE00",
                "/Date(1)/",
                "a"));
        more.chars().forEach(c -> pieces.add(Character.toString(c)));
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    @Test
    @DisplayName("D-101: a value that the user changed since is left and reported, the others go")
    void leavesTheUsersValue() throws Exception {
        profile.apply(wanted);
        registry.values().put("B_URL", new Value("REG_SZ", "mine"));

        UndoReport report = profile.remove();

        assertEquals(Map.of("B_URL", new Value("REG_SZ", "mine")), registry.values());
        assertEquals(1, report.left().size());
        assertEquals(List.of("B_URL"), report.left().get(0).keys());
    }

    @Test
    @DisplayName("D-104: a value that somebody changes at the same moment is not lost")
    void looksRightBeforeItWrites() throws Exception {
        registry.beforeTheNextWrite(() -> registry.values().put("A_URL", new Value("REG_SZ", "theirs")));

        profile.apply(wanted);
        assertEquals(new Value("REG_SZ", OURS), registry.values().get("A_URL"));
        profile.remove();

        assertEquals(Map.of("A_URL", new Value("REG_SZ", "theirs")), registry.values());
    }

    @Test
    @DisplayName("D-101: a value that is no text is refused before anything is changed")
    void refusesWhatIsNoText() throws Exception {
        registry.values().put("B_URL", new Value("REG_DWORD", "0x1"));

        Plan plan = profile.plan(wanted);

        assertEquals(
                List.of("B_URL in the registry is of the type REG_DWORD, which holds no text; delete it, then run this"
                        + " again"),
                plan.refusals().stream().map(refusal -> refusal.reason()).toList());
    }

    @Test
    @DisplayName("D-206: if the write fails half way, everything is as before")
    void rollsAFailedWriteBack() throws Exception {
        Map<String, Value> before = Map.of("A_URL", new Value("REG_EXPAND_SZ", "%OLD%"));
        registry.values().putAll(before);
        registry.has(Trouble.FAILS_AFTER_ONE);

        ChangeFailedException failed = assertThrows(ChangeFailedException.class, () -> profile.apply(wanted));

        assertTrue(failed.getMessage().contains("PowerShell ended with 1: Set-ItemProperty : no"), failed::getMessage);
        assertEquals(before, registry.values());
    }

    @Test
    @DisplayName(
            "D-205: a death in the middle of the write is rolled back, one in the middle of a removal is completed")
    void recoversFromADeathInTheMiddle() throws Exception {
        Map<String, Value> before = Map.of("A_URL", new Value("REG_EXPAND_SZ", "%OLD%"));
        registry.values().putAll(before);

        registry.has(Trouble.DIES_AFTER_ONE);
        assertThrows(Death.Died.class, () -> profile.apply(wanted));
        assertEquals(OURS, registry.values().get("A_URL").data());
        profile.recover();
        assertEquals(before, registry.values());

        profile.apply(wanted);
        registry.has(Trouble.DIES_AFTER_ONE);
        assertThrows(Death.Died.class, profile::remove);
        assertEquals(2, registry.values().size());
        profile.recover();
        assertEquals(before, registry.values());
    }
}
