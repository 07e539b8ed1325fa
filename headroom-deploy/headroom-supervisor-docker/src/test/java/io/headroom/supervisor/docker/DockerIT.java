package io.headroom.supervisor.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.PlanPlayer;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plugin with a real engine, and a shell script in the place of the proxy. */
@Tag("D-1102")
class DockerIT {
    private static final Path SCRIPTS = Path.of("src/test/sh").toAbsolutePath();
    private static final Account NOBODY = new Account("nobody", OptionalLong.of(65_534), Account.Privilege.USER);
    private static final Account ROOT = new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR);
    private static final String PAGE = "headroom plays here";
    private static final int PORT = 9321;
    private static final String GET = "exec 3<>/dev/tcp/$1/$2 && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3";

    private static ServedMachine machine;
    private static LinuxHost host;

    private final DockerSupervisor supervisor = new DockerSupervisor();
    private ServiceSpec spec;
    private PlanPlayer player;

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
        try {
            machine = new ServedMachine(SCRIPTS.resolve("engine.sh"));
        } catch (AssertionError down) {
            ServedMachine.assume(false, "the Docker engine does not start here, see above");
        }
        Path home = machine.state().resolve("home");
        host = machine.host(NOBODY, home.resolve("nobody & co, \"x\" 100%"), "in");
        require(
                "sh",
                "-c",
                "mkdir -p \"$1\" && chown -R nobody \"$1\" && chmod 700 \"$1\"",
                "sh",
                host.workspace().toString());
        require(SCRIPTS.resolve("image.sh").toString(), "player:1");
        require("docker", "tag", "player:1", "player:2");
    }

    @AfterAll
    static void stopEngine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @BeforeEach
    void install() {
        spec = spec(PORT, "player:1");
        player = new PlanPlayer(host);
        String folder = spec.directories().profile().toString();
        require(
                "sh",
                "-c",
                "rm -rf \"$1\"; mkdir -p \"$1\"; echo " + PORT + " >\"$1/port\"; chown -R nobody \"$1\"",
                "sh",
                folder);
        assertEquals(Support.supported(), supervisor.supports(host, Preset.PERSISTENT_DOCKER));
        assertEquals(List.of(), supervisor.preflight(spec, host));
        ServicePlan plan = supervisor.plan(spec, host);
        player.apply(plan.changes());
        assertEquals(plan, supervisor.plan(spec, host), "an installed deployment has the same plan");
        assertEquals(List.of(), supervisor.preflight(spec, host), "what is there is ours");
    }

    @AfterEach
    void removeAll() throws SupervisorException {
        if (player != null) {
            supervisor.stop(spec, host);
            assertEquals(List.of(), player.undo());
            assertEquals("headroom-default-data\n", everything());
            supervisor.purge(spec, host);
            assertEquals("", everything());
            assertEquals(ServiceState.Status.ABSENT, state().status());
        }
    }

    private static ServiceSpec spec(int port, String image) {
        return Specs.of(host, "default", port, image, Specs.UNLIMITED);
    }

    @Test
    @DisplayName(
            "D-803, D-804: answers on loopback and nowhere else, as the account, with nothing that it does not need")
    void keepsToItself() throws SupervisorException {
        supervisor.start(spec, host);
        awaitPage();

        assertEquals("65534:65534\n", read("starts"));
        assertFalse(page(host, "192.0.2.1", PORT).succeeded(), "the engine's own address in the network is refused");
        LinuxHost neighbour = machine.host(ROOT, Path.of("/root"), "neighbour");
        foreign("0.0.0.0:9322");
        await(
                "what is open to the network",
                () -> page(neighbour, "192.0.2.1", 9322).succeeded());
        assertFalse(page(neighbour, "192.0.2.1", PORT).succeeded(), "another machine is refused");
        require("docker", "rm", "--force", "--volumes", "foreign");
        assertEquals(
                "true [ALL] [no-new-privileges] local unless-stopped headroom-default\n",
                require(
                        "docker",
                        "inspect",
                        "--format",
                        "{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}"
                                + " {{.HostConfig.LogConfig.Type}} {{.HostConfig.RestartPolicy.Name}}"
                                + " {{.HostConfig.NetworkMode}}",
                        "headroom-default"));
        await("well", () -> state().detail().contains("healthy, restarts 0"));
    }

    @Test
    @DisplayName(
            "D-703: back after kill -9, a restart of the engine and a power loss; stopped stays stopped, and ends in order")
    void comesBackUnlessStopped() throws IOException, SupervisorException {
        supervisor.start(spec, host);
        awaitPage();
        long first = state().pid().orElseThrow();
        machine.host(ROOT, Path.of("/root"), "pids").run(CommandLine.of("kill", "-9", Long.toString(first)));
        await(
                "another process",
                () -> state().status() == ServiceState.Status.RUNNING
                        && state().pid().orElse(first) != first);
        awaitPage();
        assertTrue(state().detail().contains("restarts 1"), state().detail());
        machine.tell("restart");
        awaitPage();
        machine.tell("crash");
        awaitPage();

        supervisor.stop(spec, host);
        assertEquals(ServiceState.Status.STOPPED, state().status());
        assertTrue(read("ends").endsWith("ended\n"), "it was told to end");
        machine.tell("restart");
        machine.tell("crash");
        assertEquals(ServiceState.Status.STOPPED, state().status());
        assertFalse(page(host, "127.0.0.1", PORT).succeeded());

        supervisor.restart(spec, host);
        awaitPage();
        supervisor.restart(spec, host);
        awaitPage();
    }

    @Test
    @DisplayName("D-703: what gave up is not started over and over, and start wakes it")
    void parks() throws SupervisorException {
        write("parks", "");
        supervisor.start(spec, host);
        await("gave up", () -> state().status() == ServiceState.Status.FAILED);
        await("unhealthy", () -> state().detail().contains("unhealthy"));
        assertTrue(state().detail().contains("restarts 0"), state().detail());
        assertEquals(1, read("starts").lines().count());

        require("rm", spec.directories().profile().resolve("parks").toString());
        require("rm", spec.directories().profile().resolve("failure.json").toString());
        supervisor.start(spec, host);
        awaitPage();
    }

    @Test
    @DisplayName("D-805: a new container takes the place of the former, which comes back when the new one fails")
    void exchanges() throws SupervisorException {
        supervisor.start(spec, host);
        awaitPage();
        ServiceSpec next = spec(PORT, "player:2");
        supervisor.restart(next, host);
        awaitPage();
        assertEquals("former-headroom-default exited player:1\nheadroom-default running player:2\n", containers());
        supervisor.stop(next, host);
        assertEquals("headroom-default exited player:1\n", containers());
        supervisor.restart(spec, host);
        awaitPage();

        supervisor.restart(next, host);
        awaitPage();
        supervisor.proven(next, host);
        assertEquals("headroom-default running player:2\n", containers());

        foreign("127.0.0.1:9322");
        await("the foreign one", () -> page(host, "127.0.0.1", 9322).succeeded());
        SupervisorException thrown =
                assertThrows(SupervisorException.class, () -> supervisor.restart(spec(9322, "player:2"), host));
        assertTrue(thrown.getMessage().startsWith("'docker run' failed: "), thrown.getMessage());
        require("docker", "rm", "--force", "--volumes", "foreign");
        awaitPage();
        assertEquals("headroom-default running player:2\n", containers());
    }

    /** A server that listens in the machine's network, as if there were no engine. */
    private static void foreign(String address) {
        require(
                "docker",
                "run",
                "-d",
                "--name",
                "foreign",
                "--network",
                "host",
                "--entrypoint",
                "httpd",
                "player:1",
                "-f",
                "-p",
                address,
                "-h",
                "/www");
    }

    private ServiceState state() {
        return supervisor.state(spec, host);
    }

    private static String containers() {
        return require("sh", "-c", "docker container ls -a --format '{{.Names}} {{.State}} {{.Image}}' | sort");
    }

    private static String everything() {
        return require("docker", "container", "ls", "-a", "--format", "{{.Names}}")
                + require("docker", "network", "ls", "--filter", "type=custom", "--format", "{{.Name}}")
                + require("docker", "volume", "ls", "--format", "{{.Name}}");
    }

    private void awaitPage() {
        await("a page", () -> page(host, "127.0.0.1", PORT).output().contains(PAGE));
    }

    private static CommandResult page(LinuxHost from, String address, int port) {
        return from.run(CommandLine.of("timeout", "3", "bash", "-c", GET, "bash", address, Integer.toString(port)));
    }

    private void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(40));
        while (!condition.getAsBoolean()) {
            assertTrue(
                    Instant.now().isBefore(end),
                    () -> "never: " + what + ", but " + state() + "\n"
                            + require("sh", "-c", "docker logs headroom-default 2>&1 || :"));
            host.pause(Duration.ofMillis(50));
        }
    }

    private String read(String name) {
        return require("cat", spec.directories().profile().resolve(name).toString());
    }

    private void write(String name, String text) {
        require(
                "sh",
                "-c",
                "echo \"$2\" >\"$1\"",
                "sh",
                spec.directories().profile().resolve(name).toString(),
                text);
    }

    private static String require(String... command) {
        CommandResult result = host.run(CommandLine.of(command).within(Duration.ofSeconds(60)));
        assertTrue(result.succeeded(), result::toString);
        return result.output();
    }
}
