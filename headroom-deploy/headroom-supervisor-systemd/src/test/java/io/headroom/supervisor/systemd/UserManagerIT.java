package io.headroom.supervisor.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.io.IOException;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plugin with a real {@code systemd --user}, as root and as a plain account. */
@Tag("D-1101")
@Execution(ExecutionMode.CONCURRENT)
class UserManagerIT {
    private static final String ODD = "Zo\u00EB & co \"$HOME\" 100% %h 'x' \\n";

    private SystemdMachine machine;

    enum Who {
        ROOT(new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR)),
        PLAIN(new Account("ada", OptionalLong.of(4242), Account.Privilege.USER));

        private final Account account;

        Who(Account account) {
            this.account = account;
        }
    }

    private Deployment deployed(Who who, Preset preset) throws IOException {
        machine = SystemdMachine.userManager(who.account.uid().getAsLong());
        Host host = machine.host(who.account);
        assertEquals(
                Support.supported(), new SystemdSupervisor().supports(host, preset, Scope.USER), "the manager answers");
        Deployment deployment = new Deployment(
                host,
                host,
                ODD,
                preset,
                Scope.USER,
                Deployment.checkOf(service -> "systemctl --user start " + service));
        deployment.apply();
        return deployment;
    }

    @AfterEach
    void endMachine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    @DisplayName("D-720, D-703: comes back after kill -9, stops clean, restarts, and is gone without a trace")
    void keepsAServiceRunning(Who who) throws IOException {
        Deployment deployment = deployed(who, Preset.PERSISTENT_SERVICE);

        assertEquals(ServiceState.Status.STOPPED, deployment.state().status());
        deployment.start();
        long first = deployment.running();
        deployment.kill(first);
        long second = deployment.runningInsteadOf(first);
        assertEquals("1", deployment.property("NRestarts"));
        assertEquals("enabled", deployment.property("UnitFileState"));

        deployment.restart();
        deployment.runningInsteadOf(second);
        deployment.stop();
        assertEquals("inactive", deployment.property("ActiveState"));
        assertEquals("disabled", deployment.property("UnitFileState"));
        deployment.stop();
        deployment.restart();
        deployment.running();

        deployment.stop();
        deployment.undo();
        assertEquals("", deployment.traces());
        assertEquals(ServiceState.Status.ABSENT, deployment.state().status());
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    @DisplayName("D-703: gives up at once with 78, and start brings it back")
    void givesUp(Who who) throws IOException {
        Deployment deployment = deployed(who, Preset.PERSISTENT_SERVICE);
        deployment.becomes(Deployment.Program.MISCONFIGURED);

        try {
            new SystemdSupervisor().start(deployment.spec(), deployment.host());
        } catch (SupervisorException e) {
            assertTrue(e.getMessage().contains("journalctl --user -u headroom-default.service"), e.getMessage());
        }
        ServiceState failed = deployment.await(ServiceState.Status.FAILED);
        assertEquals(78, failed.lastExit().orElseThrow());
        assertEquals(1, deployment.starts());

        deployment.becomes(Deployment.Program.SERVES);
        deployment.start();
        deployment.running();

        deployment.becomes(Deployment.Program.MISCONFIGURED);
        deployment.kill(deployment.running());
        deployment.await(ServiceState.Status.FAILED);
        deployment.stop();
        assertEquals("inactive", deployment.property("ActiveState"));
        deployment.undo();
        assertEquals("", deployment.traces());
    }

    @ParameterizedTest
    @EnumSource(value = Who.class, names = "PLAIN")
    @DisplayName("D-703: a program that cannot even run is given up after ten starts, and start brings it back")
    void givesUpAfterTenStarts(Who who) throws IOException {
        Deployment deployment = deployed(who, Preset.PERSISTENT_SERVICE);
        deployment.start();
        deployment.becomes(Deployment.Program.CRASHES);
        deployment.kill(deployment.running());

        deployment.await(ServiceState.Status.FAILED);

        assertEquals(10, deployment.starts());
        deployment.becomes(Deployment.Program.SERVES);
        deployment.start();
        deployment.running();
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    @DisplayName("D-721: the check starts the runner, which survives the end of the check; stop stays stopped")
    void checksATask(Who who) throws IOException {
        Deployment deployment = deployed(who, Preset.PERSISTENT_TASK);

        deployment.start();
        long first = deployment.running();
        deployment.kill(first);
        deployment.await(ServiceState.Status.FAILED);
        assertEquals("0", deployment.property("NRestarts"));
        // What the timer does when its time has come.
        deployment.on(deployment.host(), deployment.systemctl("start", "headroom-default-ensure.service"));
        deployment.runningInsteadOf(first);
        assertEquals("static", deployment.property("UnitFileState"));
        assertNotEquals("", deployment.read("checks"));
        assertEquals("active", timer(deployment, "ActiveState"));

        deployment.stop();
        assertEquals("inactive", timer(deployment, "ActiveState"));
        assertEquals(ServiceState.Status.STOPPED, deployment.state().status());
        deployment.undo();
        assertEquals("", deployment.traces());
    }

    @ParameterizedTest
    @EnumSource(value = Who.class, names = "PLAIN")
    @DisplayName("D-721: the timer itself starts a runner that was never started")
    void theTimerTicks(Who who) throws IOException {
        Deployment deployment = deployed(who, Preset.PERSISTENT_TASK);

        deployment.on(deployment.host(), deployment.systemctl("start", "headroom-default-ensure.timer"));
        deployment.running();

        assertTrue(deployment.read("checks").startsWith("checked"));
        deployment.stop();
        deployment.undo();
    }

    @ParameterizedTest
    @EnumSource(value = Who.class, names = "PLAIN")
    @DisplayName("D-722: a unit that systemd would read differently is refused with systemd's own words")
    void refusesWhatSystemdIgnores(Who who) throws IOException {
        Deployment deployment = deployed(who, Preset.PERSISTENT_SERVICE);
        deployment.sh("echo 'Restarts=sometimes' >> ~/.config/systemd/user/headroom-default.service");

        String message = assertThrows(
                        SupervisorException.class,
                        () -> new SystemdSupervisor().start(deployment.spec(), deployment.host()))
                .getMessage();

        assertTrue(message.contains("Restarts"), message);
        assertEquals(0, deployment.starts());
    }

    private static String timer(Deployment deployment, String property) {
        return deployment
                .on(
                        deployment.host(),
                        deployment.systemctl(
                                "show", "--value", "--property=" + property, "headroom-default-ensure.timer"))
                .output()
                .strip();
    }
}
