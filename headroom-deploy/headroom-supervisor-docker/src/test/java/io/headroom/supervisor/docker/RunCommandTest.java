package io.headroom.supervisor.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code docker run} is told, to the byte. */
@Tag("D-804")
class RunCommandTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ServiceSpec.Limits LIMITS =
            new ServiceSpec.Limits(OptionalLong.of(256L << 20), OptionalInt.of(2));

    enum Setting {
        LINUX(Machine.LINUX, false, Specs.UNLIMITED),
        LINUX_WITH_LIMITS(Machine.LINUX, false, LIMITS),
        ODD_HOME(Machine.LINUX_ODD_HOME, false, Specs.UNLIMITED),
        ROOTLESS_PODMAN(Machine.LINUX, true, Specs.UNLIMITED),
        MACOS(Machine.MACOS, false, Specs.UNLIMITED),
        WINDOWS(Machine.WINDOWS, false, Specs.UNLIMITED),
        AGENT_LINUX_WITH_LIMITS(Machine.LINUX, Preset.PERSISTENT_SERVICE, LIMITS),
        AGENT_MACOS(Machine.MACOS, Preset.PERSISTENT_TASK, Specs.UNLIMITED),
        AGENT_WINDOWS(Machine.WINDOWS, Preset.PERSISTENT_SERVICE, Specs.UNLIMITED);

        private final Machine machine;
        private final boolean podman;
        private final ServiceSpec.Limits limits;

        private final Preset preset;

        Setting(Machine machine, boolean podman, ServiceSpec.Limits limits) {
            this(machine, podman, Preset.PERSISTENT_DOCKER, limits);
        }

        Setting(Machine machine, Preset preset, ServiceSpec.Limits limits) {
            this(machine, false, preset, limits);
        }

        Setting(Machine machine, boolean podman, Preset preset, ServiceSpec.Limits limits) {
            this.machine = machine;
            this.podman = podman;
            this.preset = preset;
            this.limits = limits;
        }

        private List<String> arguments() throws SupervisorException {
            ScriptedDocker docker = new ScriptedDocker(machine);
            if (podman) {
                docker.podman();
            }
            return RunCommandTest.arguments(
                    docker.host(), Specs.of(docker.host(), "office.1", preset, 9321, "headroom-jvm:0.1.0", limits));
        }
    }

    private static List<String> arguments(FakeHost host, ServiceSpec spec) throws SupervisorException {
        Engine.Facts facts = new Engine(host).facts();
        return new RunCommand(spec, host, facts, new Control(spec, host).user(facts)).arguments();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    @DisplayName("D-804: the arguments are the golden ones")
    void saysWhatTheGoldenFilesSay(Setting setting) throws SupervisorException, IOException {
        Path golden = GOLDEN.resolve(setting.name().toLowerCase(Locale.ROOT) + ".txt");
        String arguments = String.join("\n", setting.arguments()) + "\n";
        Path written = Files.createDirectories(Path.of("target/golden")).resolve(golden.getFileName());
        Files.writeString(written, arguments);

        assertEquals(Files.readString(golden), arguments);
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    @DisplayName("D-803, D-804: published on loopback alone, and no path of the host in the arguments of the proxy")
    void keepsToItself(Setting setting) throws SupervisorException {
        List<String> arguments = setting.arguments();
        List<String> proxy = arguments.subList(arguments.indexOf("--entrypoint"), arguments.size());

        assertEquals("127.0.0.1:9321:9321", arguments.get(arguments.indexOf("-p") + 1));
        assertFalse(arguments.contains("--publish") || arguments.contains("--privileged"));
        assertTrue(proxy.stream().noneMatch(word -> word.contains("ada") || word.contains("Ada")), proxy::toString);
    }

    @Test
    @DisplayName("D-805: the same settings have the same fingerprint, and every other one another")
    void tellsSettingsApart() throws SupervisorException {
        FakeHost host = new ScriptedDocker(Machine.LINUX).host();
        List<String> first = arguments(host, Specs.of(host, "default"));

        assertEquals(first, arguments(host, Specs.of(host, "default")));
        for (ServiceSpec other : List.of(
                Specs.of(host, "default", 8788, "headroom-jvm:0.1.0", Specs.UNLIMITED),
                Specs.of(host, "default", 8787, "headroom-jvm:0.2.0", Specs.UNLIMITED),
                Specs.of(host, "default", 8787, "headroom-jvm:0.1.0", LIMITS))) {
            assertNotEquals(label(first), label(arguments(host, other)));
        }
    }

    private static String label(List<String> arguments) {
        return arguments.stream()
                .filter(word -> word.startsWith(RunCommand.ARGUMENTS + "="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("D-804: a workspace with a comma and quotes is one field of the mount")
    void quotesMounts() {
        LinuxHost host = new LinuxHost(
                List.of(),
                new io.headroom.api.host.Account(
                        "ada", OptionalLong.empty(), io.headroom.api.host.Account.Privilege.USER),
                Path.of("/srv/a,\"b\""),
                Map.of());

        List<String> arguments = new RunCommand(
                        Specs.of(host, "default"), host, new Engine.Facts(true, true), java.util.Optional.empty())
                .arguments();

        assertTrue(
                arguments.contains(
                        "type=bind,\"source=/srv/a,\"\"b\"\"/.headroom\",target=/tmp/headroom-home/.headroom"),
                arguments::toString);
    }
}
