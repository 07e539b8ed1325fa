package io.headroom.supervisor.launchd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dd.plist.NSArray;
import com.dd.plist.NSDictionary;
import com.dd.plist.PropertyListParser;
import io.headroom.api.change.Change;
import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.api.testkit.host.ProcessHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of jobs: as written down, readable by others, and by the rules of launchd. */
class JobPlistsTest {
    private static final String ODD = "/Users/ada/R&D <new> \"Löwe's\" $1 100% 日本 \uD834\uDD1E";

    /** The table of settings. */
    enum Settings {
        AGENT_SERVICE("default", Preset.PERSISTENT_SERVICE, Scope.USER, "/Users/ada/.headroom"),
        AGENT_TASK("office-2.x", Preset.PERSISTENT_TASK, Scope.PROVIDER, "/Users/ada/.headroom"),
        AGENT_ODD_PATHS("default", Preset.PERSISTENT_TASK, Scope.USER, ODD),
        DAEMON_SERVICE("default", Preset.PERSISTENT_SERVICE, Scope.SYSTEM, "/Users/ada/.headroom"),
        DAEMON_TASK("default", Preset.PERSISTENT_TASK, Scope.SYSTEM, "/Users/ada/.headroom"),
        AGENT_WITH_DOCKER("default", Preset.PERSISTENT_SERVICE, Scope.USER, "/Users/ada/.headroom");

        private final String profile;
        private final Preset preset;
        private final Scope scope;
        private final String workspace;

        Settings(String profile, Preset preset, Scope scope, String workspace) {
            this.profile = profile;
            this.preset = preset;
            this.scope = scope;
            this.workspace = workspace;
        }

        FakeHost host() {
            FakeHost host =
                    scope == Scope.SYSTEM ? FakeHost.asAdministrator(Machine.MACOS) : FakeHost.on(Machine.MACOS);
            return this == AGENT_WITH_DOCKER ? host.withExecutable("docker") : host;
        }

        ServiceSpec spec(FakeHost host) {
            Path folder = host.resolve(workspace).resolve("deploy").resolve(profile);
            return new ServiceSpec(
                    profile,
                    preset,
                    scope,
                    8787,
                    List.of("/bin/sh", folder.resolve("run-headroom.sh").toString()),
                    List.of("/bin/sh", folder.resolve("ensure-headroom.sh").toString()),
                    "ada",
                    new ServiceSpec.Directories(
                            folder, host.resolve("Library/Logs/headroom").resolve(profile)),
                    new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                    Optional.empty());
        }

        List<Change.OwnFile> files() {
            FakeHost host = host();
            return new LaunchdSupervisor()
                    .plan(spec(host), host).changes().stream()
                            .filter(Change.OwnFile.class::isInstance)
                            .map(Change.OwnFile.class::cast)
                            .toList();
        }

        String golden(Change.OwnFile file) {
            return "plists/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "/" + fileName(file);
        }
    }

    private static String fileName(Change.OwnFile file) {
        return file.path().getFileName().toString();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-710: the files are those written down")
    void writesTheGoldenFiles(Settings settings) throws IOException {
        for (Change.OwnFile file : settings.files()) {
            try (InputStream golden = getClass().getResourceAsStream(settings.golden(file))) {
                String expected = golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8);

                assertEquals(
                        expected, new String(file.content().bytes(), StandardCharsets.UTF_8), settings.golden(file));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-1103: grammar, a second parser and the rules of launchd find nothing wrong")
    void keepsTheRules(Settings settings) {
        for (Change.OwnFile file : settings.files()) {
            assertEquals(List.of(), PlistCheck.problems(file.content().bytes(), fileName(file)), fileName(file));
        }
    }

    @Test
    @DisplayName("D-710: any path comes back from a second parser as it was")
    void keepsOddPaths() throws Exception {
        Change.OwnFile file = Settings.AGENT_ODD_PATHS.files().get(0);

        NSDictionary job =
                (NSDictionary) PropertyListParser.parse(file.content().bytes());

        String folder = ODD + "/deploy/default";
        assertEquals(folder, job.get("WorkingDirectory").toString());
        assertEquals(
                folder + "/run-headroom.sh",
                ((NSArray) job.get("ProgramArguments")).objectAtIndex(1).toString());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-710: agents are for their owner alone, daemons readable for all and root's to write")
    void setsModes(Settings settings) {
        for (Change.OwnFile file : settings.files()) {
            boolean daemon = settings.scope == Scope.SYSTEM;

            assertEquals(OptionalInt.of(daemon ? 0644 : 0600), file.mode());
            assertTrue(file.path().startsWith(daemon ? "/Library/LaunchDaemons" : "/Users/ada/Library/LaunchAgents"));
        }
    }

    @Test
    @DisplayName("D-1103: Python's plistlib, the strictest reader known, takes every file")
    void isReadByPython(@TempDir Path folder) throws IOException {
        ProcessHost host = new ProcessHost(
                OperatingSystem.MACOS,
                new Account("ada", OptionalLong.of(501), Account.Privilege.USER),
                folder,
                folder,
                1);
        CommandResult version = host.query(CommandLine.of("python3", "--version"));
        Assumptions.assumeTrue(version.succeeded(), "no python3 on this machine, so plistlib is not asked");

        for (Settings settings : Settings.values()) {
            for (Change.OwnFile file : settings.files()) {
                Path written = folder.resolve(fileName(file));
                Files.write(written, file.content().bytes());

                CommandResult result = host.query(CommandLine.of(
                        "python3",
                        "-c",
                        "import plistlib, sys; print(plistlib.load(open(sys.argv[1], 'rb'))['Label'])",
                        written.toString()));

                assertEquals(
                        fileName(file).replaceFirst("\\.plist$", ""),
                        result.output().strip(),
                        result::error);
            }
        }
    }

    @Test
    @DisplayName("D-710: what XML cannot hold is refused, never written")
    void refusesControlCharacters() {
        FakeHost host = FakeHost.on(Machine.MACOS);
        ServiceSpec plain = Settings.AGENT_SERVICE.spec(host);
        ServiceSpec odd = new ServiceSpec(
                plain.profile(),
                plain.preset(),
                plain.scope(),
                plain.port(),
                plain.run(),
                plain.ensure(),
                plain.runAs(),
                new ServiceSpec.Directories(
                        host.resolve("/Users/ada/two\nlines"),
                        plain.directories().logs()),
                plain.limits(),
                plain.container());

        host.withCommand(0, "", "launchctl", "print", "gui/501");

        List<String> reasons = new LaunchdSupervisor()
                .preflight(odd, host).stream().map(Refusal::reason).toList();

        assertEquals(1, reasons.size(), reasons::toString);
        assertTrue(reasons.get(0).contains("control character"), reasons::toString);
    }
}
