package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@code headroom install} with a real engine and this very distribution in a container, from the first apply to the last trace. */
@Tag("D-1102")
@EnabledIfSystemProperty(
        named = "headroom.exhaustive",
        matches = "true",
        disabledReason = "takes minutes: -Dheadroom.exhaustive=true")
class DockerPresetIT {
    private static final Account ROOT = new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR);
    private static final String PORT = "9321";
    private static final String SETTINGS = "{\"model\": \"opus\"}\n";

    private ServedMachine machine;
    private LinuxHost host;

    private static Path module(String name) {
        Path base = Distribution.target().toAbsolutePath().getParent().getParent();
        return base.resolve(name).resolve("src").resolve("test").resolve("sh");
    }

    private void startEngine() throws IOException {
        ServedMachine.assumePossible(
                "unshare",
                "nsenter",
                "ip",
                "docker",
                "dockerd",
                "containerd",
                "iptables",
                "busybox",
                "findmnt",
                "bash");
        ServedMachine.assume(
                Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "jlink")), "there is no jlink");
        try {
            machine = new ServedMachine(
                    module("headroom-deploy/headroom-supervisor-docker").resolve("engine.sh"));
        } catch (AssertionError down) {
            ServedMachine.assume(false, "the Docker engine does not start here, see above");
        }
        host = machine.host(ROOT, machine.state().resolve("home"), "in");
    }

    @AfterEach
    void stopEngine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    @DisplayName(
            "D-501, D-803, D-805, D-208: applied, proven, back after everything, exchanged, rolled back, and gone without a trace")
    void livesInAContainer() throws IOException {
        startEngine();
        require(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                module("headroom-cli").resolve("image.sh").toString(),
                "headroom-it:1",
                Distribution.built(host.home()).root().toString());
        require("docker", "tag", "headroom-it:1", "headroom-it:2");
        Path settings = host.home().resolve(".claude").resolve("settings.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, SETTINGS);
        String before = everything();

        headroom(0, apply("headroom-it:1"));
        assertTrue(Files.readString(settings).contains("127.0.0.1:" + PORT), "the tool is wired");
        String health = get("/health");
        assertTrue(health.contains("\"preset\":\"persistent-docker\""), health);
        assertTrue(health.contains("\"runtime\":\"docker\""), health);
        assertTrue(health.contains("\"config\""), "the host counts as local: " + health);
        CommandResult status = headroom(0, "install", "status");
        assertTrue(status.output().contains("proven"), status::output);

        String first = pid();
        machine.host(ROOT, Path.of("/root"), "pids").run(CommandLine.of("kill", "-9", first));
        awaitRunning();
        assertFalse(pid().equals(first), "another process");
        machine.tell("restart");
        awaitRunning();
        machine.tell("crash");
        awaitRunning();

        headroom(0, "install", "stop");
        assertEquals(SETTINGS, Files.readString(settings), "the tool talks to its provider");
        machine.tell("restart");
        headroom(3, "install", "status");
        headroom(0, "install", "start");
        awaitRunning();

        headroom(0, apply("headroom-it:2"));
        assertEquals("headroom-default headroom-it:2\n", containers());
        CommandResult broken = headroom(1, apply("headroom-it:1-broken"));
        assertTrue(broken.error().contains("All changes were undone"), broken::error);
        assertEquals("headroom-default headroom-it:2\n", containers());
        awaitRunning();

        headroom(0, "install", "remove", "--purge");
        assertEquals(SETTINGS, Files.readString(settings));
        assertEquals(before, everything());
    }

    private static String[] apply(String image) {
        return new String[] {
            "install",
            "apply",
            "--preset",
            "persistent-docker",
            "--port",
            PORT,
            "--image",
            image,
            "--scope",
            "provider",
            "--providers",
            "manual",
            "--target",
            "claude",
            "--timeout",
            "20"
        };
    }

    private CommandResult headroom(int expected, String... arguments) {
        List<String> all = new ArrayList<>(List.of("env", "-i"));
        all.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.add("HOME=" + host.home());
        all.add("JAVA_HOME=" + System.getProperty("java.home"));
        all.add("DOCKER_HOST=unix://" + machine.state().resolve("docker.sock"));
        all.add(Distribution.built(host.home()).script().toString());
        all.addAll(List.of(arguments));
        CommandResult result =
                host.run(CommandLine.of(all.toArray(String[]::new)).within(Duration.ofSeconds(120)));
        assertEquals(
                expected,
                result.exitCode(),
                () -> String.join(" ", arguments) + ": " + result + "\n"
                        + host.run(CommandLine.of(
                                        "sh", "-c", "docker ps -a; docker logs headroom-default 2>&1 | tail -20"))
                                .output());
        return result;
    }

    private void awaitRunning() {
        await("a proven proxy", () -> {
            CommandResult health = host.run(CommandLine.of("timeout", "3", "bash", "-c", GET, "bash", "/readyz"));
            return health.output().contains("\"ready\":true");
        });
        headroom(0, "install", "status");
    }

    private static final String GET = "exec 3<>/dev/tcp/127.0.0.1/" + PORT
            + " && printf 'GET %s HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' \"$1\" >&3 && cat <&3";

    private String get(String path) {
        return require("timeout", "5", "bash", "-c", GET, "bash", path);
    }

    private String pid() {
        return require("docker", "inspect", "--format", "{{.State.Pid}}", "headroom-default")
                .strip();
    }

    private String containers() {
        return require("docker", "container", "ls", "-a", "--format", "{{.Names}} {{.Image}}");
    }

    private String everything() {
        return require("docker", "container", "ls", "-a", "--format", "{{.Names}}")
                + require("docker", "network", "ls", "--filter", "type=custom", "--format", "{{.Name}}")
                + require("docker", "volume", "ls", "--format", "{{.Name}}");
    }

    private void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertTrue(
                    Instant.now().isBefore(end),
                    () -> "never: " + what + "\n"
                            + require("sh", "-c", "docker ps -a; docker logs headroom-default 2>&1 | tail -20"));
            host.pause(Duration.ofMillis(100));
        }
    }

    private String require(String... command) {
        CommandResult result = host.run(CommandLine.of(command).within(Duration.ofSeconds(180)));
        assertTrue(result.succeeded(), result::toString);
        return result.output();
    }
}
