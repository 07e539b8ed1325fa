package io.headroom.supervisor.systemd;

import io.headroom.api.host.Account;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A real systemd in namespaces. */
final class SystemdMachine implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/sh");

    private final ServedMachine machine;

    private SystemdMachine(ServedMachine machine) {
        this.machine = machine;
    }

    /** A user manager alone. */
    static SystemdMachine userManager(long uid) throws IOException {
        assumePossible("unshare", "nsenter", "setpriv", "systemctl");
        return new SystemdMachine(new ServedMachine(SCRIPTS.resolve("user-manager.sh"), Long.toString(uid)));
    }

    /** A whole booted machine. */
    static SystemdMachine booted() throws IOException {
        assumePossible("unshare", "nsenter", "setpriv", "systemctl", "loginctl", "dbus-daemon", "ip");
        ServedMachine.assume(Files.exists(Path.of("/lib/systemd/systemd-logind")), "logind is not installed");
        return new SystemdMachine(new ServedMachine(SCRIPTS.resolve("booted.sh")));
    }

    private static void assumePossible(String... programs) throws IOException {
        ServedMachine.assumePossible(programs);
        ServedMachine.assume(Files.exists(Path.of("/lib/systemd/systemd")), "systemd is not installed");
    }

    /** As the account of a user manager. */
    LinuxHost host(Account account) {
        return machine.host(account, machine.state().resolve("home"), "in");
    }

    /** As root of a booted machine. */
    LinuxHost root() {
        Account root = new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR);
        return machine.host(root, Path.of("/root"), "in");
    }

    /** As an account of a booted machine. */
    LinuxHost as(String name, long uid) {
        Account account = new Account(name, OptionalLong.of(uid), Account.Privilege.USER);
        return machine.host(account, Path.of("/home").resolve(name), "as", name);
    }

    /** Shuts down in order and boots again. */
    void reboot() throws IOException {
        machine.tell("reboot");
    }

    /** Loses its power, and boots again. */
    void crash() throws IOException {
        machine.tell("crash");
    }

    @Override
    public void close() throws IOException {
        machine.close();
    }
}
