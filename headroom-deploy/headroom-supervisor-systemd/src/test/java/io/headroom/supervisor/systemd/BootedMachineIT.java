package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The plugin on a booted systemd: with logind, journal, reboots and power losses, and nobody logged in. */
@Tag("D-1101")
@Execution(ExecutionMode.CONCURRENT)
class BootedMachineIT {
    private static final long UID = 4242;
    private static final String LINGERS = "/var/lib/systemd/linger/ada";

    private final SystemdSupervisor supervisor = new SystemdSupervisor();
    private SystemdMachine machine;
    private LinuxHost root;
    private LinuxHost ada;

    @BeforeEach
    void boot() throws IOException {
        machine = SystemdMachine.booted();
        root = machine.root();
        ada = machine.as("ada", UID);
        sh("useradd --create-home --uid " + UID + " --user-group --shell /bin/sh ada");
    }

    @AfterEach
    void endMachine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    @DisplayName(
            "D-722, D-723: without a session linger brings the manager; the proxy survives crash, logout, reboot and power loss")
    void livesWithNobodyLoggedIn() throws IOException {
        assumePolkit();
        assertEquals(Support.supported(), supervisor.supports(ada, Preset.PERSISTENT_SERVICE, Scope.USER));
        Deployment deployment = of(ada, Preset.PERSISTENT_SERVICE, Scope.USER, "");
        assertEquals(List.of(), deployment.apply().degraded());
        deployment.start();
        long first = deployment.running();
        sh("su - ada -c true");
        assertEquals(first, deployment.running());
        deployment.kill(first);
        long second = deployment.runningInsteadOf(first);

        machine.reboot();
        deployment.running();
        long starts = deployment.starts();
        machine.crash();
        deployment.running();
        assertTrue(deployment.starts() > starts, "it was started again: " + second);
        String journal = deployment
                .on(ada, "journalctl", "--user", "--unit=headroom-default.service", "--output=cat")
                .output();
        assertTrue(journal.contains("started for ada"), journal);

        deployment.stop();
        machine.reboot();
        assertEquals("inactive", deployment.property("ActiveState"));
        deployment.undo();
        assertFalse(sh("test -e " + LINGERS).succeeded(), "lingers on");
        assertEquals(
                "",
                sh("find /home/ada -name '*headroom*.service' -o -name systemd").output());
    }

    @Test
    @DisplayName("D-723: who lingered before keeps it; two profiles share it, and the last takes it away")
    void leavesLingerToWhoNeedsIt() {
        assumePolkit();
        sh("loginctl enable-linger ada");
        Deployment before = of(ada, Preset.PERSISTENT_SERVICE, Scope.USER, "");
        before.apply();
        before.undo();
        assertTrue(sh("test -e " + LINGERS).succeeded(), "the account's own linger is gone");

        sh("loginctl disable-linger ada");
        Deployment first = of(ada, Preset.PERSISTENT_SERVICE, Scope.USER, "");
        Deployment second = first.beside("second");
        first.apply();
        second.apply();
        first.undo();
        assertTrue(sh("test -e " + LINGERS).succeeded(), "the second profile still needs it");
        second.undo();
        assertFalse(sh("test -e " + LINGERS).succeeded(), "lingers on");
    }

    @Test
    @DisplayName("D-723, D-724: an account that may not linger is told so, and with a session gets the note login-only")
    void saysWhatIsNotAllowed() {
        sh("systemctl mask --now polkit.service");

        Support support = supervisor.supports(ada, Preset.PERSISTENT_SERVICE, Scope.USER);

        assertEquals(Support.Verdict.UNSUPPORTED, support.verdict());
        assertTrue(support.reason().endsWith("Run: sudo loginctl enable-linger ada"), support.reason());
        Deployment deployment = of(ada, Preset.PERSISTENT_SERVICE, Scope.USER, "");
        String message = assertThrows(SupervisorException.class, () -> supervisor.start(deployment.spec(), ada))
                .getMessage();
        assertTrue(message.startsWith("systemd does not answer: 'systemctl --user is-system-running'"), message);
        assertEquals(ServiceState.Status.UNKNOWN, deployment.state().status());
        assertFalse(sh("find /home/ada/.config").succeeded(), "no link is left behind");

        sh("systemctl start user@" + UID + ".service");
        assertEquals(Support.supported(), supervisor.supports(ada, Preset.PERSISTENT_SERVICE, Scope.USER));
        ServicePlan plan = deployment.apply();
        assertEquals("login-only", plan.degraded().get(0).code());
        deployment.start();
        deployment.running();
    }

    @Test
    @DisplayName(
            "D-504, D-720: a unit of the machine runs as the account named, and comes back after reboot and power loss")
    void servesTheMachine() throws IOException {
        Deployment deployment = of(root, Preset.PERSISTENT_SERVICE, Scope.SYSTEM, "");
        assertEquals(List.of(), deployment.apply().degraded());
        deployment.start();
        long first = deployment.running();
        assertEquals(
                Long.toString(UID), sh("stat -c %u /proc/" + first).output().strip());
        deployment.kill(first);
        deployment.runningInsteadOf(first);
        machine.reboot();
        deployment.running();
        machine.crash();
        deployment.running();
        assertTrue(sh("journalctl --unit=headroom-default.service --output=cat")
                .output()
                .contains("started for ada"));

        deployment.stop();
        machine.reboot();
        assertEquals("inactive", deployment.property("ActiveState"));
        deployment.undo();
        assertEquals("", sh("find /etc/systemd -name '*headroom*'").output());
        assertEquals(ServiceState.Status.ABSENT, deployment.state().status());
    }

    @Test
    @DisplayName(
            "D-721: a check of the machine runs as the account, which may start no unit, and fails: then systemd starts it")
    void checksForTheMachine() throws IOException {
        Deployment deployment = of(
                root,
                Preset.PERSISTENT_TASK,
                Scope.SYSTEM,
                Deployment.checkOf(service -> "systemctl --no-ask-password start " + service));
        deployment.apply();
        deployment.start();
        long first = deployment.running();
        deployment.kill(first);
        deployment.await(ServiceState.Status.FAILED);

        CommandResult check = sh("systemctl start headroom-default-ensure.service");

        assertFalse(check.succeeded(), "the account may start units");
        deployment.runningInsteadOf(first);
        machine.reboot();
        deployment.running();
        deployment.stop();
        deployment.undo();
        assertEquals("", sh("find /etc/systemd -name '*headroom*'").output());
    }

    private void assumePolkit() {
        ServedMachine.assume(
                sh("pkcheck --version").succeeded(), "polkit, which lets an account linger, is not installed");
    }

    private Deployment of(LinuxHost installer, Preset preset, Scope scope, String check) {
        return new Deployment(installer, ada, "Zo\u00EB & co $1", preset, scope, check);
    }

    private CommandResult sh(String script) {
        return root.run(CommandLine.of("/bin/sh", "-c", script));
    }
}
