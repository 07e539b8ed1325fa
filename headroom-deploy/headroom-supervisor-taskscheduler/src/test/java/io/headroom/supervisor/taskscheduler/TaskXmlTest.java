package io.headroom.supervisor.taskscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.supervisor.taskscheduler.fake.FakeWindows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The definitions of tasks: as written down, by the schema, and by the rules of which the schema knows nothing. */
class TaskXmlTest {
    private static final String ODD = "C:\\Users\\ada\\R&D Löwe's 日本 \uD834\uDD1E\\.headroom";

    /** The table of settings. */
    enum Settings {
        USER_SERVICE("default", Preset.PERSISTENT_SERVICE, Scope.USER, "C:\\Users\\ada\\.headroom", "ada"),
        USER_TASK("office-2.x", Preset.PERSISTENT_TASK, Scope.PROVIDER, "C:\\Users\\ada\\.headroom", "ada"),
        USER_ODD_PATHS("default", Preset.PERSISTENT_TASK, Scope.USER, ODD, "ada"),
        SYSTEM_SERVICE(
                "default", Preset.PERSISTENT_SERVICE, Scope.SYSTEM, "C:\\Users\\ada\\.headroom", "DESKTOP-1\\root"),
        SYSTEM_TASK("default", Preset.PERSISTENT_TASK, Scope.SYSTEM, "C:\\Users\\ada\\.headroom", "CORP\\svc & co");

        private final String profile;
        private final Preset preset;
        private final Scope scope;
        private final String workspace;
        private final String runAs;

        Settings(String profile, Preset preset, Scope scope, String workspace, String runAs) {
            this.profile = profile;
            this.preset = preset;
            this.scope = scope;
            this.workspace = workspace;
            this.runAs = runAs;
        }

        ServiceSpec spec(FakeWindows windows) {
            FakeHost host = windows.host();
            Path folder = host.path(workspace).resolve("deploy").resolve(profile);
            ServiceSpec plain = windows.spec();
            return new ServiceSpec(
                    profile,
                    preset,
                    scope,
                    8787,
                    List.of(plain.run().get(0), "@" + folder.resolve("run.args")),
                    List.of(plain.run().get(0), "@" + folder.resolve("ensure.args")),
                    runAs,
                    new ServiceSpec.Directories(folder, host.path(workspace).resolve("logs")),
                    plain.limits(),
                    Optional.empty());
        }

        List<Change.OwnFile> files() {
            FakeWindows windows = new FakeWindows(preset, scope);
            return new TaskSchedulerSupervisor()
                    .plan(spec(windows), windows.host()).changes().stream()
                            .filter(Change.OwnFile.class::isInstance)
                            .map(Change.OwnFile.class::cast)
                            .toList();
        }

        String golden(Change.OwnFile file) {
            return "tasks/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "/"
                    + file.path().getFileName();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-730: the definitions are those written down, in UTF-16LE with a byte order mark and CRLF")
    void writesTheGoldenFiles(Settings settings) throws IOException {
        for (Change.OwnFile file : settings.files()) {
            try (InputStream golden = getClass().getResourceAsStream(settings.golden(file))) {
                String expected = golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);
                byte[] bytes = file.content().bytes();

                assertEquals((byte) 0xFF, bytes[0]);
                assertEquals((byte) 0xFE, bytes[1]);
                String text = new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
                assertEquals(expected, text.replace("\r\n", "\n"), settings.golden(file));
                assertFalse(text.replace("\r\n", "").contains("\n"));
                assertEquals(OptionalInt.of(0600), file.mode());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-1103: the schema and the rules find nothing wrong")
    void keepsTheRules(Settings settings) {
        for (Change.OwnFile file : settings.files()) {
            assertEquals(List.of(), TaskCheck.problems(file.content().bytes(), settings.scope), file.path()::toString);
        }
    }

    @Test
    @DisplayName("D-731: a program reads back the arguments that were meant, whatever they are")
    void quotesArguments() throws Exception {
        List<String> arguments = List.of(
                "@" + ODD + "\\run.args", "", "a\"b", "C:\\ends with\\", "\\\\server\\share", "x\\\\\"y", "plain");
        TaskXml.Definition definition = new TaskXml.Definition(
                "d", "S-1-5-1", Scope.USER, Optional.empty(), concat("C:\\javaw.exe", arguments), "C:\\");

        assertEquals(arguments, TaskCheck.arguments(TaskXml.write(definition).bytes()));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "</Settings>, ''",
        "PT0S, PT72H",
        "PT0S, forever",
        "<Priority>5, <Priority>11",
        "PT1M, PT30S",
        "IgnoreNew, ignorenew",
        "<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>, ''",
        "<StopIfGoingOnBatteries>false, <StopIfGoingOnBatteries>true",
        "LeastPrivilege, HighestAvailable",
        "javaw.exe, java.exe",
        "InteractiveToken, S4U",
        "Context=\"Author\", Context=\"Other\""
    })
    @DisplayName("D-1103: definitions that would not keep a service are found out")
    void findsBrokenDefinitions(String good, String bad) {
        byte[] bytes = Settings.USER_SERVICE.files().get(0).content().bytes();
        String text = new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);

        assertTrue(text.contains(good), good);
        assertFalse(
                TaskCheck.problems(("\uFEFF" + text.replace(good, bad)).getBytes(StandardCharsets.UTF_16LE), Scope.USER)
                        .isEmpty());
    }

    @Test
    @DisplayName("D-1203: a logon of any user, a byte order mark left out, and children out of order are found out")
    void findsTheClassicMistakes() {
        byte[] bytes = Settings.USER_SERVICE.files().get(0).content().bytes();
        String text = new String(bytes, StandardCharsets.UTF_16LE);
        String anyUser =
                text.replaceFirst("(<LogonTrigger>[^<]*<Enabled>true</Enabled>)[^<]*<UserId>[^<]*</UserId>", "$1");
        String disordered = text.replaceFirst(
                "(<StartBoundary>[^<]*</StartBoundary>)(\\s*<Repetition>(?s:.)*</Repetition>)", "$2$1");

        assertFalse(TaskCheck.problems(anyUser.getBytes(StandardCharsets.UTF_16LE), Scope.USER)
                .isEmpty());
        assertFalse(TaskCheck.problems(disordered.getBytes(StandardCharsets.UTF_16LE), Scope.USER)
                .isEmpty());
        assertFalse(TaskCheck.problems(text.substring(1).getBytes(StandardCharsets.UTF_16LE), Scope.USER)
                .isEmpty());
        assertFalse(TaskCheck.problems(text.getBytes(StandardCharsets.UTF_8), Scope.USER)
                .isEmpty());
        assertTrue(!anyUser.equals(text) && !disordered.equals(text));
    }

    private static List<String> concat(String first, List<String> rest) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }
}
