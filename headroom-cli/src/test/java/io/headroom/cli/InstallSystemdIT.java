package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.testkit.host.ServedMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code headroom install} under a real systemd with this very distribution, from the first apply to the last trace. */
@Tag("D-1101")
class InstallSystemdIT {
    private static final boolean EXHAUSTIVE = Boolean.getBoolean("headroom.exhaustive");
    private static final String ODD = "Ada's \"R&D\" $1 home";
    private static final long ADA = 4242;
    private static final String UNIT = "headroom-default.service";
    private static final String SETTINGS = "{\"model\": \"opus\"}\n";

    private static ServedMachine booted;

    private ServedMachine machine;
    private ServedHome home;
    private int port;

    enum Who {
        ROOT(new Account("root", OptionalLong.of(0), Account.Privilege.ADMINISTRATOR)),
        PLAIN(new Account("ada", OptionalLong.of(ADA), Account.Privilege.USER));

        private final Account account;

        Who(Account account) {
            this.account = account;
        }
    }

    @AfterEach
    void endMachine() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    @AfterAll
    static void endBootedMachine() throws IOException {
        if (booted != null) {
            booted.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Who.class)
    @DisplayName("D-201, D-603, D-720, D-208: applied, proven, back after kill -9, stopped and not failed, and gone")
    void livesUnderAUserManager(Who who) throws IOException {
        // The booted machine shows a plain account in every build, and UserManagerIT the supervisor's part of it.
        assumeTrue(who == Who.ROOT || EXHAUSTIVE, "takes a minute more: -Dheadroom.exhaustive=true");
        startManager(who);
        home.sh("mkdir -p ~/.claude ~/.config/environment.d; echo '# mine' > ~/.profile; : > ~/.bashrc");
        String before = home.tree();

        // The shells are found without SHELL: nobody has logged in here.
        apply("persistent-service", "user");
        expectStatus(0, "running", "proven");
        String address = "ANTHROPIC_BASE_URL=http://127.0.0.1:" + port;
        assertEquals(address.substring(19), home.sh(". ~/.profile; printf %s \"$ANTHROPIC_BASE_URL\""));
        assertEquals("", verified(), "systemd-analyze has nothing to say");
        // What a manager takes from environment.d(5) when it looks again.
        systemctl("daemon-reload");
        assertTrue(systemctl("show-environment").contains(address + "\n"), "programs of the desktop get it");

        String first = property(UNIT, "MainPID");
        home.sh("kill -9 " + first);
        awaitInsteadOf(first);
        assertEquals("1", property(UNIT, "NRestarts"));

        home.headroom(0, "install", "stop");
        assertEquals("inactive", property(UNIT, "ActiveState"));
        assertEquals("success", property(UNIT, "Result"));
        assertEquals("", home.sh(". ~/.profile; printf %s \"$ANTHROPIC_BASE_URL\""));
        expectStatus(3, "stopped", "none");

        home.headroom(0, "install", "remove");
        expectNoTrace(before);
    }

    @Test
    @EnabledIfSystemProperty(
            named = "headroom.exhaustive",
            matches = "true",
            disabledReason = "takes a minute more: -Dheadroom.exhaustive=true")
    @DisplayName(
            "D-721, D-603: a task is started by its check, which a timer runs; stop stops both, and remove all three units")
    void livesAsATask() throws IOException {
        startManager(Who.PLAIN);
        home.sh("mkdir ~/.claude; printf '" + SETTINGS.replace("\n", "\\n") + "' > ~/.claude/settings.json");
        String before = home.tree();

        apply("persistent-task", "provider");
        expectStatus(0, "running", "proven");
        assertEquals("active", property("headroom-default-ensure.timer", "ActiveState"));
        assertTrue(home.sh("cat ~/.claude/settings.json").contains("http://127.0.0.1:" + port));
        String first = property(UNIT, "MainPID");
        home.sh("kill -9 " + first);
        home.await("the end of " + first, () -> property(UNIT, "ActiveState").equals("failed"));
        // What the timer does when its time has come.
        systemctl("start", "headroom-default-ensure.service");
        awaitInsteadOf(first);
        String second = property(UNIT, "MainPID");
        home.headroom(0, "install", "restart");
        assertNotEquals(second, property(UNIT, "MainPID"));

        home.headroom(0, "install", "stop");
        assertEquals("inactive", property(UNIT, "ActiveState"));
        assertEquals("inactive", property("headroom-default-ensure.timer", "ActiveState"));
        assertEquals(SETTINGS, home.sh("cat ~/.claude/settings.json"));
        home.headroom(0, "install", "start");
        assertEquals("active", property("headroom-default-ensure.timer", "ActiveState"));
        assertTrue(home.sh("cat ~/.claude/settings.json").contains("http://127.0.0.1:" + port));

        home.headroom(0, "install", "remove");
        expectNoTrace(before);
    }

    @Test
    @DisplayName(
            "D-723, D-1101: with nobody logged in it is back after kill -9, reboot and power loss, and gone without a trace")
    void livesOnABootedMachine() throws IOException {
        boot();
        var root = booted.host(Who.ROOT.account, Path.of("/root"), "in");
        home = served("ada");
        home.sh("mkdir ~/.claude");
        String before = home.tree();

        apply("persistent-service", "provider");
        assertFalse(home.headroom(0, "install", "status").output().contains("Note:"), "it ends with no session");
        String first = property(UNIT, "MainPID");
        home.sh("kill -9 " + first);
        awaitInsteadOf(first);
        String journal = home.headroom(0, "install", "logs", "--errors").output();
        assertEquals(2, journal.split("headroom listens on http://127.0.0.1:" + port, -1).length - 1, journal);
        booted.tell("reboot");
        home.awaitReady();
        booted.tell("crash");
        home.awaitReady();
        expectStatus(0, "running", "proven");

        home.headroom(0, "install", "remove");
        assertEquals(before, home.tree());
        home.headroom(4, "install", "status");
        assertFalse(
                root.run(CommandLine.of("test", "-e", "/var/lib/systemd/linger/ada"))
                        .succeeded(),
                "lingers on");
    }

    @Test
    @Tag("D-504")
    @DisplayName(
            "D-504, D-207, D-604: for the whole machine it runs as the account that was named, is tried out as that account,"
                    + " reaches and is seen by all others, and is gone without a trace")
    void livesForTheWholeMachine() throws IOException {
        boot();
        home = served("root");
        ServedHome ada = served("ada");
        ServedHome bob = served("bob");
        String before = ofMachine() + ada.tree() + bob.tree();

        applyForMachine(0, "ada", port);
        assertEquals("ada", ofUnit("User"));
        assertEquals(
                "ada",
                home.require("stat", "-c", "%U", "/proc/" + ofUnit("MainPID")).strip());
        assertEquals("http://127.0.0.1:" + port, addressInALoginShellOf("bob"));
        String seen = bob.headroom(0, "install", "list").output();
        assertTrue(seen.contains("/var/lib/headroom/default (ada)"), seen);
        if (EXHAUSTIVE) {
            isForOthersToSeeAndForRootToChange(ada, bob);
        }
        String said = applyForMachine(0, "ada", port + 1, "--mode", "lossless");
        assertTrue(said.contains("Trying the new settings on a free port."), said);
        assertEquals("http://127.0.0.1:" + (port + 1), addressInALoginShellOf("bob"));
        assertEquals("", home.require("find", "/home/ada", "-not", "-user", "ada"));

        home.headroom(0, "install", "remove");
        assertEquals(before, ofMachine() + ada.tree() + bob.tree());
        assertEquals("not-found", ofUnit("LoadState"));
        assertEquals("inactive", ofUnit("ActiveState"), "not failed");
        assertEquals("", addressInALoginShellOf("bob"));
    }

    private void isForOthersToSeeAndForRootToChange(ServedHome ada, ServedHome bob) {
        assertTrue(
                ada.headroom(0, "install", "status").output().contains("\nWiring:     active\n"),
                "seen by its account");
        assertEquals(
                "Profile 'default' is one of the whole machine and runs as ada. Run: sudo headroom install stop\n",
                bob.headroom(77, "install", "stop").error());
        assertEquals(
                "Profile 'default' is one of the whole machine. Run: sudo headroom install remove\n",
                ada.headroom(77, "install", "remove").error());
        applyForMachine(6, "bob", port + 2);
        assertEquals("ada", ofUnit("User"), "not taken over");
        String first = ofUnit("MainPID");
        home.sh("kill -9 " + first);
        home.await("another process than " + first, () -> !List.of("0", first).contains(ofUnit("MainPID")));
        home.awaitReady();
        home.headroom(0, "install", "stop");
        assertEquals("", addressInALoginShellOf("bob"));
        home.headroom(0, "install", "start");
        assertEquals("http://127.0.0.1:" + port, addressInALoginShellOf("bob"));
    }

    private String applyForMachine(int expected, String account, int where, String... more) {
        List<String> words = new ArrayList<>(List.of("install", "apply", "--scope", "system", "--run-as", account));
        words.addAll(List.of("--providers", "manual", "--target", "claude", "--port", Integer.toString(where)));
        words.addAll(List.of(more));
        return home.headroom(expected, words.toArray(String[]::new)).error();
    }

    private String ofUnit(String property) {
        return home.require("systemctl", "show", "--value", "--property=" + property, UNIT)
                .strip();
    }

    private String addressInALoginShellOf(String account) {
        return home.require("runuser", "-l", account, "-c", "printf %s \"$ANTHROPIC_BASE_URL\"");
    }

    private String ofMachine() {
        return home.sh("find /etc /var/lib/headroom /root/.headroom -printf '%p %y %m %u %l\\n' 2>/dev/null | sort");
    }

    /** The machine is booted once for all who want one. They leave it as it was. */
    private void boot() throws IOException {
        assumeSystemd("loginctl", "dbus-daemon", "ip", "useradd");
        ServedMachine.assume(Files.exists(Path.of("/lib/systemd/systemd-logind")), "logind is not installed");
        ServedMachine.assume(
                Files.exists(Path.of("/usr/bin/pkcheck")), "polkit, which lets an account linger, is not installed");
        port = 9321;
        if (booted != null) {
            return;
        }
        booted = new ServedMachine(scripts().resolve("booted.sh"));
        var root = booted.host(Who.ROOT.account, Path.of("/root"), "in");
        for (String account : List.of("ada", "bob")) {
            root.run(CommandLine.of("useradd", "--create-home", "--user-group", account));
        }
        // Where all can read it.
        assertTrue(
                root.run(CommandLine.of("cp", "-R", built(), "/opt/headroom")).succeeded());
    }

    /** An account of the booted machine. */
    private ServedHome served(String name) {
        boolean root = name.equals("root");
        Path directory = root ? Path.of("/root") : Path.of("/home", name);
        OptionalLong uid = OptionalLong.of(Long.parseLong(booted.host(Who.ROOT.account, Path.of("/root"), "in")
                .run(CommandLine.of("id", "-u", name))
                .output()
                .strip()));
        var host = root
                ? booted.host(Who.ROOT.account, directory, "in")
                : booted.host(new Account(name, uid, Account.Privilege.USER), directory, "as", name);
        return new ServedHome(host, Path.of("/opt/headroom/bin/headroom"), port, Map.of());
    }

    private void startManager(Who who) throws IOException {
        assumeSystemd();
        String uid = Long.toString(who.account.uid().getAsLong());
        machine = new ServedMachine(scripts().resolve("user-manager.sh"), uid, ODD);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        var account = machine.host(who.account, machine.state().resolve(ODD), "in");
        Path distribution = Path.of(built());
        if (!account.run(CommandLine.of(
                        "test", "-r", distribution.resolve("bin/headroom").toString()))
                .succeeded()) {
            distribution = Distribution.built(machine.state())
                    .copiedTo(machine.state().resolve("headroom"))
                    .root();
        }
        home = new ServedHome(account, distribution.resolve("bin/headroom"), port, Map.of());
    }

    private static void assumeSystemd(String... more) throws IOException {
        List<String> programs =
                new ArrayList<>(List.of("unshare", "nsenter", "setpriv", "systemctl", "bash", "timeout"));
        programs.addAll(List.of(more));
        ServedMachine.assumePossible(programs.toArray(String[]::new));
        ServedMachine.assume(Files.exists(Path.of("/lib/systemd/systemd")), "systemd is not installed");
    }

    private static String built() {
        return Distribution.target().resolve("headroom").toAbsolutePath().toString();
    }

    /** The scripts that serve the machines belong to the plugin's own tests. */
    private static Path scripts() {
        return Distribution.target()
                .toAbsolutePath()
                .getParent()
                .resolveSibling("headroom-deploy/headroom-supervisor-systemd/src/test/sh");
    }

    private void apply(String preset, String scope) {
        home.headroom(
                0,
                "install",
                "apply",
                "--preset",
                preset,
                "--scope",
                scope,
                "--providers",
                "manual",
                "--target",
                "claude",
                "--port",
                Integer.toString(port));
    }

    private void expectStatus(int code, String condition, String identity) {
        String status = home.headroom(code, "install", "status").output();
        assertTrue(status.contains("\nStatus:     " + condition + "\n"), status);
        assertTrue(status.contains("\nIdentity:   " + identity + "\n"), status);
    }

    private void awaitInsteadOf(String former) {
        home.await("another process than " + former, () -> !List.of("0", former).contains(property(UNIT, "MainPID")));
        home.awaitReady();
    }

    private String verified() {
        return home.sh("XDG_RUNTIME_DIR=/run/user/$(id -u) systemd-analyze --user --man=no verify"
                + " ~/.config/systemd/user/headroom-*.service 2>&1");
    }

    private String property(String unit, String name) {
        return systemctl("show", "--value", "--property=" + name, unit).strip();
    }

    private String systemctl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("env"));
        all.add("XDG_RUNTIME_DIR=/run/user/" + home.host().account().uid().orElseThrow());
        all.addAll(List.of("systemctl", "--user"));
        all.addAll(List.of(arguments));
        return home.require(all.toArray(String[]::new));
    }

    private void expectNoTrace(String before) {
        assertEquals(before, home.tree());
        assertEquals("not-found", property(UNIT, "LoadState"));
        assertEquals("inactive", property(UNIT, "ActiveState"), "not failed");
        home.headroom(4, "install", "status");
    }
}
