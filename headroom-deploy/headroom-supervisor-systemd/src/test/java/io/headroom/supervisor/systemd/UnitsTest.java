package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the units say, to the byte, over a table of settings; and that systemd itself has nothing to say about them. */
class UnitsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    private Path temporary;

    enum Setting {
        USER_SERVICE("/home/ada/.headroom", Preset.PERSISTENT_SERVICE, Scope.USER),
        PROVIDER_SERVICE_WITH_LIMITS("/home/ada/.headroom", Preset.PERSISTENT_SERVICE, Scope.PROVIDER, 256L << 20, 2),
        SYSTEM_SERVICE("/home/ada/.headroom", Preset.PERSISTENT_SERVICE, Scope.SYSTEM),
        SYSTEM_SERVICE_WITH_ODD_LIMITS("/srv/headroom", Preset.PERSISTENT_SERVICE, Scope.SYSTEM, 100_000_001L, 1),
        USER_TASK("/home/ada/.headroom", Preset.PERSISTENT_TASK, Scope.USER),
        SYSTEM_TASK("/home/ada/.headroom", Preset.PERSISTENT_TASK, Scope.SYSTEM),
        BLANKS_AND_UMLAUTS("/home/Zo\u00EB L\u00F6we \uD83D\uDE80/R & D", Preset.PERSISTENT_TASK, Scope.USER),
        SIGNS("/srv/100% $HOME ${x} %h;#", Preset.PERSISTENT_SERVICE, Scope.USER),
        QUOTES("/srv/\"twice\" 'once' \\n back\\\\slash", Preset.PERSISTENT_SERVICE, Scope.USER),
        CONTROLS("/srv/tab\tline\nend", Preset.PERSISTENT_SERVICE, Scope.USER);

        private final String workspace;
        private final Preset preset;
        private final Scope scope;
        private final ServiceSpec.Limits limits;

        Setting(String workspace, Preset preset, Scope scope) {
            this(workspace, preset, scope, new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()));
        }

        Setting(String workspace, Preset preset, Scope scope, long bytes, int cpus) {
            this(workspace, preset, scope, new ServiceSpec.Limits(OptionalLong.of(bytes), OptionalInt.of(cpus)));
        }

        Setting(String workspace, Preset preset, Scope scope, ServiceSpec.Limits limits) {
            this.workspace = workspace;
            this.preset = preset;
            this.scope = scope;
            this.limits = limits;
        }

        private Units units() {
            FakeHost host = FakeHost.on(Machine.LINUX);
            return new Units(
                    Specs.of(host.path(workspace + "/deploy/office.1"), "office.1", preset, scope, limits), host);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-720, D-721: units are as reviewed")
    void saysWhatWasReviewed(Setting setting) throws IOException {
        StringBuilder text = new StringBuilder();
        setting.units()
                .texts()
                .forEach((name, unit) -> text.append("==== ")
                        .append(setting.units().file(name))
                        .append('\n')
                        .append(unit));

        assertEquals(golden(setting.name(), text.toString()), text.toString());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-722: systemd-analyze verify is silent")
    void systemdHasNothingToSay(Setting setting) throws IOException {
        LinuxHost here = here();
        ServedMachine.assume(here.executable("systemd-analyze").isPresent(), "systemd-analyze is not installed");
        List<String> command = new ArrayList<>(List.of(
                Path.of("src/test/sh/verify-units.sh").toAbsolutePath().toString(),
                setting.scope == Scope.SYSTEM ? "system" : "user"));
        for (Map.Entry<String, String> unit : setting.units().texts().entrySet()) {
            command.add(Files.writeString(temporary.resolve(unit.getKey()), unit.getValue())
                    .toString());
        }

        CommandResult result =
                here.run(CommandLine.of(command.toArray(String[]::new)).within(Duration.ofSeconds(60)));

        assertTrue(result.succeeded(), result::toString);
    }

    @Test
    @DisplayName("D-720: a program whose name needs quotes is refused, since older systemd takes them for a part of it")
    void refusesAnOddProgram() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new UnitText().command("ExecStart", List.of("/opt/my tools/sh", "x")));
    }

    private String golden(String name, String actual) throws IOException {
        Path file = GOLDEN.resolve(name.toLowerCase(Locale.ROOT) + ".txt");
        Path written = Path.of("target/golden").resolve(file.getFileName());
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "no golden file; see " + written;
    }

    private static LinuxHost here() {
        return new LinuxHost(
                List.of(), new Account("ada", OptionalLong.of(501), Account.Privilege.USER), Path.of("/"), Map.of());
    }
}
