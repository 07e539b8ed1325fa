package io.headroom.supervisor.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin with a real crontab and a real cron daemon, and with a small script for the proxy. */
@Tag("D-740")
class CronIT {
    private static final String ODD = "Zo\u00EB & co \"$HOME\" 100% %h 'x' \\n `id`";
    private static final String MINE = "MAILTO=\"\"\n# mine\n5 4 * * sun echo \"100\\%\" \\\\ '$x'\n";

    private static final String RUN = """
            #!/bin/sh
            echo started
            trap 'exit 0' TERM
            while :; do
                sleep 1000 &
                wait
            done
            """;

    private final CronSupervisor supervisor = new CronSupervisor();
    private ServedMachine machine;
    private LinuxHost root;
    private LinuxHost ada;

    @BeforeEach
    void serve() throws IOException {
        ServedMachine.assumePossible("unshare", "nsenter", "setpriv", "cron", "crontab");
        machine = new ServedMachine(Path.of("src/test/sh/cron.sh"), "4242");
        Path home = machine.state().resolve("home");
        ada = machine.host(new Account("ada", OptionalLong.of(4242), Account.Privilege.USER), home, "as");
        root = machine.host(new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR), home, "in");
    }

    @AfterEach
    void endMachine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Scope.class,
            names = {"USER", "SYSTEM"})
    @DisplayName("D-740: cron itself runs the check at boot, which starts the runner; stop stays stopped over a boot")
    void comesBackAtBoot(Scope scope) throws IOException, SupervisorException {
        LinuxHost installer = scope == Scope.SYSTEM ? root : ada;
        ServiceSpec spec = spec(scope);
        PlanPlayer player = new PlanPlayer(installer);
        player.apply(supervisor.plan(spec, installer).changes());

        supervisor.start(spec, installer);
        long first = pid(spec, installer);
        machine.tell("boot");
        assertEquals(Support.supported(), supervisor.supports(installer, Preset.PERSISTENT_TASK));
        await("cron starts the runner", () -> seen(spec, first));

        supervisor.stop(spec, installer);
        String checks = file(spec, "checks");
        machine.tell("boot");
        await("cron runs the check", () -> !file(spec, "checks").equals(checks));
        assertEquals("", runners());

        assertEquals(List.of(), player.undo());
        assertFalse(sh(ada, "crontab -l").succeeded(), "there was no crontab before");
        assertEquals("", sh(root, "ls /etc/cron.d").output());
    }

    @Test
    @DisplayName(
            "the line itself brings the runner back after kill -9, and a foreign process with its number is not touched")
    void aTickBringsItBack() throws SupervisorException {
        ServiceSpec spec = spec(Scope.USER);
        new PlanPlayer(ada).apply(supervisor.plan(spec, ada).changes());
        supervisor.start(spec, ada);
        long first = pid(spec, ada);
        supervisor.start(spec, ada);
        assertEquals(first, pid(spec, ada));

        sh(ada, "kill -9 " + first);
        await("it is gone", () -> runners().isEmpty());
        assertTrue(sh(ada, tick()).succeeded());
        long second = pid(spec, ada);
        assertNotEquals(first, second);
        supervisor.restart(spec, ada);
        long third = pid(spec, ada);
        assertNotEquals(second, third);

        sh(ada, "cd '" + quoted(spec.directories().profile()) + "' && echo " + third + " 1 > runner.pid");
        supervisor.stop(spec, ada);
        assertEquals(Long.toString(third), runners(), "its number with another start time is somebody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {MINE, "# no end", "\n\n", "# >>> headroom default >>>\n"})
    @DisplayName("D-740, D-209: a crontab comes back byte for byte, whichever of two profiles goes first")
    void givesTheCrontabBack(String before) {
        sh(ada, "printf %s '" + before.replace("'", "'\\''") + "' | crontab -");
        for (boolean firstGoesFirst : new boolean[] {true, false}) {
            PlanPlayer first = new PlanPlayer(ada);
            PlanPlayer second = new PlanPlayer(ada);
            first.apply(supervisor.plan(spec(Scope.USER), ada).changes());
            second.apply(supervisor
                    .plan(Specs.of(spec(Scope.USER).directories().profile(), "second", Scope.USER, "ada"), ada)
                    .changes());
            first.apply(supervisor.plan(spec(Scope.USER), ada).changes());
            assertEquals(
                    4,
                    table().lines()
                            .filter(line -> line.contains("ensure-headroom.sh"))
                            .count());

            assertEquals(List.of(), (firstGoesFirst ? first : second).undo());
            assertEquals(List.of(), (firstGoesFirst ? second : first).undo());
            assertEquals(before, table());
        }
    }

    @Test
    @DisplayName("D-208: what the user wrote around the block stays; without a crontab before, there is none after")
    void keepsWhatTheUserWrote() {
        PlanPlayer player = new PlanPlayer(ada);
        player.apply(supervisor.plan(spec(Scope.USER), ada).changes());
        sh(ada, "{ echo '# above'; crontab -l; echo '# below'; } | crontab -");

        assertEquals(List.of(), player.undo());

        assertEquals("# above\n# below\n", table());
        sh(ada, "crontab -r");
        player.apply(supervisor.plan(spec(Scope.USER), ada).changes());
        player.undo();
        assertFalse(sh(ada, "crontab -l").succeeded());
        sh(ada, "crontab - < /dev/null");
        player.apply(supervisor.plan(spec(Scope.USER), ada).changes());
        player.undo();
        assertTrue(sh(ada, "crontab -l").succeeded(), "an empty crontab is one");
    }

    /** Puts the program there; its check does what the agent does: it keeps still while paused, else it has the plugin's script start it. */
    private ServiceSpec spec(Scope scope) {
        ServiceSpec spec = Specs.of(ada.workspace().resolve("deploy").resolve(ODD), "default", scope, "ada");
        List<String> start = new ArrayList<>(List.of(
                "start",
                spec.directories().profile().toString(),
                spec.directories().logs().toString()));
        start.addAll(spec.run());
        String script = String.join(
                " ",
                Script.RUNNER.with(start).arguments().stream()
                        .map(CronLines::quoted)
                        .toList());
        write(spec, "run-headroom.sh", RUN);
        write(
                spec,
                "ensure-headroom.sh",
                "echo checked >> \"${0%/*}/checks\"\n[ -e \"${0%/*}/paused\" ] && exit\n" + script + "\n");
        return spec;
    }

    private void write(ServiceSpec spec, String name, String text) {
        CommandResult result = ada.run(new CommandLine(
                List.of(
                        "/bin/sh",
                        "-c",
                        "mkdir -p \"${1%/*}\" && cat > \"$1\"",
                        "sh",
                        spec.directories().profile().resolve(name).toString()),
                Map.of(),
                text,
                Duration.ofSeconds(10)));
        assertTrue(result.succeeded(), result::toString);
    }

    private long pid(ServiceSpec spec, LinuxHost host) {
        ServiceState state = supervisor.state(spec, host);
        assertEquals(ServiceState.Status.RUNNING, state.status());
        assertEquals(runners(), Long.toString(state.pid().orElseThrow()));
        return state.pid().orElseThrow();
    }

    private boolean seen(ServiceSpec spec, long instead) {
        return supervisor.state(spec, ada).pid().orElse(instead) != instead;
    }

    private String runners() {
        return sh(root, "pgrep -u ada -f '^/bin/sh .*run-headroom.sh$' | tr '\\n' ' '")
                .output()
                .strip();
    }

    private String file(ServiceSpec spec, String name) {
        return sh(ada, "cat '" + quoted(spec.directories().profile()) + "/" + name + "' 2>/dev/null")
                .output();
    }

    /** The command of the table's second line, as cron hands it to the shell. */
    private String tick() {
        String line =
                table().lines().filter(l -> l.startsWith("*/5 ")).findFirst().orElseThrow();
        return line.replaceFirst("(\\S+ ){5}", "").replace("\\%", "%");
    }

    private String table() {
        return sh(ada, "crontab -l").output();
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "'\\''");
    }

    private static CommandResult sh(LinuxHost host, String script) {
        return host.run(CommandLine.of("/bin/sh", "-c", script));
    }

    private void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                fail("never: " + what + "\n" + sh(root, "ps ax").output());
            }
            ada.pause(Duration.ofMillis(50));
        }
    }
}
