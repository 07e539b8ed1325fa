package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemdSupervisorTest {
    private final SystemdSupervisor supervisor = new SystemdSupervisor();

    @Test
    void isFoundAsAPlugin() throws IOException {
        String name = SystemdSupervisor.class.getName();
        assertTrue(SystemdSupervisor.class.getModule().getDescriptor().provides().stream()
                .anyMatch(provides -> provides.providers().contains(name)));
        try (InputStream services =
                SystemdSupervisor.class.getResourceAsStream("/META-INF/services/" + Supervisor.class.getName())) {
            assertEquals(name, new String(services.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @Test
    @DisplayName("D-724: without any manager the way out is named: Docker, cron, WSL's setting")
    void namesTheWayOut() {
        assertEquals(
                "No service manager for this user (systemd --user does not answer, no crontab). Use --preset"
                        + " persistent-docker, or 'headroom wrap'.",
                reason(FakeHost.on(Machine.LINUX)));
        assertEquals(
                "No service manager for this user (systemd --user does not answer). Use --preset persistent-task,"
                        + " which runs under cron.",
                reason(FakeHost.on(Machine.LINUX).withExecutable("crontab")));
        assertTrue(reason(FakeHost.on(Machine.LINUX).withVariable("WSL_DISTRO_NAME", "Debian"))
                .endsWith("[boot] systemd=true."));
    }

    private String reason(FakeHost host) {
        Support support = supervisor.supports(host, Preset.PERSISTENT_SERVICE);
        assertEquals(Support.Verdict.UNSUPPORTED, support.verdict());
        return support.reason();
    }

    @Test
    @DisplayName("D-722: a runtime directory that is said is kept")
    void keepsTheRuntimeDirectory() {
        FakeHost host = FakeHost.on(Machine.LINUX).withVariable("XDG_RUNTIME_DIR", "/run/other");

        supervisor.supports(host, Preset.PERSISTENT_SERVICE);

        assertTrue(host.commands().stream()
                .allMatch(command -> command.environment().isEmpty()));
    }

    @Test
    @DisplayName("D-722: enable is called only once the manager answers")
    void enablesOnlyWithAManager() {
        FakeHost host = FakeHost.on(Machine.LINUX);

        assertThrows(
                SupervisorException.class,
                () -> supervisor.start(Specs.of(host, "default", Preset.PERSISTENT_SERVICE, Scope.USER), host));

        assertTrue(host.commands().stream()
                .noneMatch(command -> command.arguments().contains("enable")));
    }

    @Test
    @DisplayName("D-721: stop takes the timer down before the service that it could start")
    void stopsTheTimerFirst() {
        ScriptedSystemd systemd = new ScriptedSystemd(Machine.LINUX, Preset.PERSISTENT_TASK, Scope.SYSTEM);
        systemd.install(supervisor.plan(systemd.spec(), systemd.host()));
        systemd.host().forgetAccesses();

        assertDoesNotThrow(() -> supervisor.stop(systemd.spec(), systemd.host()));

        assertEquals("""
                systemctl --no-ask-password daemon-reload
                systemctl --no-ask-password disable headroom-default-ensure.timer
                systemctl --no-ask-password stop headroom-default-ensure.timer headroom-default-ensure.service
                systemctl --no-ask-password stop headroom-default.service
                systemctl --no-ask-password reset-failed headroom-default.service""", systemd.runs());
    }

    @Test
    @DisplayName("D-101: on the way back links go before files, and systemd reads again after them")
    void ordersTheWayBack() {
        ScriptedSystemd systemd = new ScriptedSystemd(Machine.LINUX, Preset.PERSISTENT_TASK, Scope.USER);

        assertEquals(
                "systemd.linger systemd.directory.config systemd.directory.systemd systemd.directory.user systemd.reload"
                        + " systemd.unit.service systemd.unit.ensure.service systemd.unit.ensure.timer systemd.enable",
                supervisor.plan(systemd.spec(), systemd.host()).changes().stream()
                        .map(change -> change.info().id())
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "active, running, loaded, RUNNING",
        "reloading, reload, loaded, RUNNING",
        "activating, auto-restart, loaded, STARTING",
        "activating, start, loaded, STARTING",
        "deactivating, stop-sigterm, loaded, STOPPING",
        "failed, failed, loaded, FAILED",
        "failed, failed, not-found, FAILED",
        "inactive, dead, loaded, STOPPED",
        "inactive, dead, masked, ABSENT",
        "inactive, dead, not-found, ABSENT",
        "maintenance, odd, loaded, UNKNOWN"
    })
    void readsWhatSystemdShows(String active, String sub, String load, ServiceState.Status expected) {
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withCommands(command -> Optional.of(FakeHost.exited(
                        0,
                        "LoadState=" + load + "\nActiveState=" + active + "\nSubState=" + sub
                                + "\nMainPID=17\nExecMainCode=2\nExecMainStatus=9\nNRestarts=3\nResult=signal\n")));

        ServiceState state = supervisor.state(Specs.of(host, "default", Preset.PERSISTENT_SERVICE, Scope.USER), host);

        assertEquals(expected, state.status());
        assertEquals(17, state.pid().orElseThrow());
        assertEquals(137, state.lastExit().orElseThrow());
        assertEquals(active + " (" + sub + "), result signal, restarts 3", state.detail());
    }

    @Test
    @DisplayName("D-722: one complaint of systemd-analyze about our file stops the start; others do not")
    void stopsAtAComplaint() {
        ScriptedSystemd systemd = new ScriptedSystemd(Machine.LINUX, Preset.PERSISTENT_SERVICE, Scope.USER);
        systemd.install(supervisor.plan(systemd.spec(), systemd.host()));
        complaining(systemd.host(), "/etc/systemd/user/other.service:3: Unknown key name 'X', ignoring.\n");
        assertDoesNotThrow(() -> supervisor.start(systemd.spec(), systemd.host()));
        complaining(systemd.host(), "headroom-default.service: Command /bin/sh is not executable\n");

        String message = assertThrows(
                        SupervisorException.class, () -> supervisor.restart(systemd.spec(), systemd.host()))
                .getMessage();

        assertTrue(message.contains("Command /bin/sh is not executable"), message);
        assertTrue(systemd.running(), "what ran goes on");
    }

    private static void complaining(FakeHost host, String words) {
        host.withCommands(command -> command.arguments().get(0).equals("systemd-analyze")
                ? Optional.of(new CommandResult(CommandResult.Outcome.EXITED, 0, "", words))
                : Optional.empty());
    }
}
