package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * {@code headroom install} with a real engine and this very distribution in a container, kept by the engine or by an agent, from the first
 * apply to the last trace.
 */
@Tag("D-1102")
class DockerPresetIT {
    private static final Account ROOT = new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR);
    private static final int PORT = 9321;
    private static final String SETTINGS = "{\"model\": \"opus\"}\n";

    private static ServedMachine machine;
    private static ServedHome home;
    private static Path settings;
    private static String before;

    @BeforeAll
    static void startEngine() throws IOException {
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
                "bash",
                "timeout");
        ServedMachine.assume(
                Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "jlink")), "there is no jlink");
        try {
            machine = new ServedMachine(
                    module("headroom-deploy/headroom-supervisor-docker").resolve("engine.sh"));
        } catch (AssertionError down) {
            ServedMachine.assume(false, "the Docker engine does not start here, see above");
        }
        LinuxHost host = machine.host(ROOT, machine.state().resolve("home"), "in");
        Distribution distribution = Distribution.built(host.home());
        home = new ServedHome(
                host,
                distribution.script().toAbsolutePath(),
                PORT,
                Map.of("DOCKER_HOST", "unix://" + machine.state().resolve("docker.sock")));
        home.require(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                module("headroom-cli").resolve("image.sh").toString(),
                "headroom-it:1",
                distribution.root().toAbsolutePath().toString());
        home.require("docker", "tag", "headroom-it:1", "headroom-it:2");
        settings = Files.createDirectories(host.home().resolve(".claude")).resolve("settings.json");
        Files.writeString(settings, SETTINGS);
        // The manager of --runtime docker: it starts the agent and never starts it again.
        Path plugins = Files.createDirectories(host.workspace().resolve("plugins"));
        ExamplePlugin.privately(host.workspace());
        ExamplePlugin.privately(plugins);
        ExamplePlugin.build(
                Distribution.target().resolve("../src/test/direct").normalize(), plugins.resolve("direct.jar"));
        before = everything();
    }

    private static Path module(String name) {
        Path base = Distribution.target().toAbsolutePath().getParent().getParent();
        return base.resolve(name).resolve("src").resolve("test").resolve("sh");
    }

    @AfterAll
    static void stopEngine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    @DisplayName(
            "D-501, D-803, D-208: applied, proven, on loopback alone, back after kill -9 and a restart of the engine, and gone")
    void livesInAContainer() throws IOException {
        home.headroom(0, apply("headroom-it:1"));
        assertTrue(Files.readString(settings).contains("127.0.0.1:" + PORT), "the tool is wired");
        String health = home.get("/health");
        assertTrue(health.contains("\"preset\":\"persistent-docker\""), health);
        assertTrue(health.contains("\"runtime\":\"docker\""), health);
        assertTrue(health.contains("\"config\""), "the host counts as local: " + health);
        home.await(
                "a database",
                () -> home.get("/health")
                        .contains("\"store\":{\"enabled\":true,\"ready\":true,\"status\":\"healthy\""));
        assertEquals(PORT + "/tcp -> 127.0.0.1:" + PORT + "\n", home.require("docker", "port", "headroom-default"));
        assertFalse(
                machine.host(ROOT, Path.of("/root"), "neighbour")
                        .run(CommandLine.of("timeout", "5", "bash", "-c", "exec 3<>/dev/tcp/192.0.2.1/" + PORT))
                        .succeeded(),
                "another machine is let in");
        String status = home.headroom(0, "install", "status", "--json").output();
        assertTrue(status.contains("\"identity\" : \"proven\""), status);
        assertTrue(status.contains("policy unless-stopped, image sha256:"), status);

        String first = pid();
        machine.host(ROOT, Path.of("/root"), "pids").run(CommandLine.of("kill", "-9", first));
        home.await("another process", () -> !List.of("0", first).contains(pid()));
        home.awaitReady();
        machine.tell("restart");
        home.awaitReady();

        String refused = home.headroom(1, apply("headroom-it:1", "--env", "HEADROOM_LOCAL_PEERS=192.0.2.7"))
                .error();
        assertTrue(refused.contains("run again with --env HEADROOM_LOCAL_PEERS=<address>."), refused);
        assertTrue(refused.contains("All changes were undone."), refused);
        home.awaitReady();
        assertTrue(home.get("/health").contains("\"config\""), "the former settings are back");

        home.headroom(0, "install", "stop");
        assertEquals(SETTINGS, Files.readString(settings), "the tool talks to its provider");
        home.headroom(3, "install", "status");
        expectNoTraceAfterRemoval();
    }

    @Test
    @EnabledIfSystemProperty(
            named = "headroom.exhaustive",
            matches = "true",
            disabledReason = "takes a minute more: -Dheadroom.exhaustive=true")
    @DisplayName("D-805, D-1102: back after a power loss, stopped for good, exchanged, rolled back, and gone")
    void isExchanged() throws IOException {
        home.headroom(0, apply("headroom-it:1"));
        String first = pid();
        machine.tell("crash");
        home.awaitReady();
        assertNotEquals(first, pid());
        home.headroom(0, "install", "stop");
        machine.tell("restart");
        home.headroom(3, "install", "status");
        home.headroom(0, "install", "start");

        home.headroom(0, apply("headroom-it:2"));
        assertEquals("headroom-default headroom-it:2\n", containers());
        String broken = home.headroom(1, apply("headroom-it:1-broken")).error();
        assertTrue(broken.contains("All changes were undone"), broken);
        assertEquals("headroom-default headroom-it:2\n", containers());
        home.awaitReady();
        home.headroom(0, "install", "status");
        expectNoTraceAfterRemoval();
    }

    @Test
    @DisplayName(
            "D-501, D-701: in the foreground of an agent: proven, on loopback alone, without a secret outside, replaced after kill -9"
                    + " of the agent, ended with 0 by SIGTERM, and gone")
    void livesInTheForegroundOfAnAgent() throws IOException {
        String secret = "sk-only-in-the-file";
        home.headroom(
                0,
                applyAs(
                        "persistent-service",
                        "headroom-it:1",
                        "--runtime",
                        "docker",
                        "--env",
                        "ANTHROPIC_API_KEY=" + secret));
        String health = home.get("/health");
        assertTrue(health.contains("\"preset\":\"persistent-service\""), health);
        assertTrue(health.contains("\"runtime\":\"docker\""), health);
        assertTrue(health.contains("\"supervisor\":\"service\""), health);
        assertTrue(health.contains("\"config\""), "the host counts as local: " + health);
        assertEquals(PORT + "/tcp -> 127.0.0.1:" + PORT + "\n", home.require("docker", "port", "headroom-default"));
        String inspected = home.require("docker", "inspect", "headroom-default");
        assertFalse(inspected.contains(secret), inspected);
        assertTrue(inspected.contains("\"AutoRemove\": true"), inspected);

        String first = id();
        home.sh("kill -9 $(cat \"$HOME/.headroom/logs/default/direct.pid\")");
        assertEquals(first, id(), "the container of a killed agent goes on");
        home.sh(
                "cd || exit; { env -i PATH=/usr/bin:/bin /bin/sh .headroom/deploy/default/run-headroom.sh >agent.log 2>&1 &"
                        + " echo $! >agent.pid; wait $!; echo $? >agent.code; } </dev/null >/dev/null 2>&1 &");
        home.await("another container", () -> !List.of("", first).contains(id()));
        home.awaitReady();
        String status = home.headroom(0, "install", "status", "--json").output();
        assertTrue(status.contains("\"identity\" : \"proven\""), status);
        assertTrue(status.contains("container running"), status);

        home.sh("kill -TERM $(cat \"$HOME/agent.pid\")");
        home.await("the end of the agent", () -> Files.exists(home.host().home().resolve("agent.code")));
        assertEquals("0\n", home.sh("cat \"$HOME/agent.code\""), () -> home.sh("cat \"$HOME/agent.log\""));
        assertEquals("", containers());
        home.sh("rm \"$HOME\"/agent.*");
        expectNoTraceAfterRemoval();
    }

    private static void expectNoTraceAfterRemoval() throws IOException {
        home.headroom(0, "install", "remove", "--purge");
        assertEquals(SETTINGS, Files.readString(settings));
        assertEquals(before, everything());
        home.headroom(4, "install", "status");
    }

    private static String[] apply(String image, String... more) {
        return applyAs("persistent-docker", image, more);
    }

    private static String[] applyAs(String preset, String image, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "install",
                "apply",
                "--preset",
                preset,
                "--port",
                Integer.toString(PORT),
                "--image",
                image,
                "--scope",
                "provider",
                "--providers",
                "manual",
                "--target",
                "claude"));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private static String pid() {
        return home.require("docker", "inspect", "--format", "{{.State.Pid}}", "headroom-default")
                .strip();
    }

    /** The container's id; empty if there is none. */
    private static String id() {
        return home.require("docker", "container", "ls", "-a", "--no-trunc", "--format", "{{.ID}}")
                .strip();
    }

    private static String containers() {
        return home.require("docker", "container", "ls", "-a", "--format", "{{.Names}} {{.Image}}");
    }

    /** What the engine and the home have. */
    private static String everything() {
        return home.require("docker", "container", "ls", "-a", "--format", "{{.Names}}")
                + home.require("docker", "network", "ls", "--filter", "type=custom", "--format", "{{.Name}}")
                + home.require("docker", "volume", "ls", "--format", "{{.Name}}")
                + home.tree();
    }
}
