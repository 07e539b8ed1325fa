package io.headroom.supervisor.launchd.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.supervisor.launchd.kit.KitMac.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The kit's scripts, run against the stand-in for launchd with a real server as the proxy. */
@Tag("D-1104")
@Execution(ExecutionMode.CONCURRENT)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LaunchAgentKitIT {
    /** What waits for half a minute begins first, and the others run meanwhile. */
    private static final int LONGEST = 1;

    private static final String SECOND = "com.headroom.proxy-2";

    @TempDir
    private Path root;

    private KitMac mac;
    private int port;

    @BeforeEach
    void startMac() throws IOException {
        mac = KitMac.start(root);
        port = KitMac.freePort();
    }

    @AfterEach
    void endMac() {
        if (mac != null) {
            mac.close();
        }
    }

    @Test
    @DisplayName("D-903: a first installation asks for the port, writes the agent, and proves that the proxy answers")
    void installs() throws IOException {
        Ran ran = mac.install(port + "\n");

        assertEquals("", ran.error());
        assertEquals(0, ran.exit());
        inOrder(
                ran.out(),
                "✓ headroom: " + mac.headroom(),
                "Port for the proxy [8787]: ",
                "✓ Logs: " + mac.logs(),
                "✓ Written: " + mac.plist(KitMac.LABEL),
                "✓ The proxy answers on port " + port,
                "export HEADROOM_PROXY_PORT=" + port,
                "shell-integration.sh",
                "export ANTHROPIC_BASE_URL=http://localhost:" + port,
                "launchctl print gui/501/com.headroom.proxy");
        assertFalse(ran.out().contains("\033"));
        Path plist = mac.plist(KitMac.LABEL);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plist)));
        assertEquals(
                List.of(mac.headroom().toString(), "proxy", "--host", "127.0.0.1", "--port", "" + port),
                mac.value(plist, "*p['ProgramArguments'], sep='\\n'").lines().toList());
        assertEquals(
                List.of(
                        "HEADROOM_LOG_DIR=" + mac.logs(),
                        "HEADROOM_LOG_FORMAT=text",
                        "HEADROOM_PROXY_PORT=" + port,
                        mac.home().toString(),
                        mac.logs().resolve("proxy-error.log").toString()),
                mac.value(
                                plist,
                                "*sorted(k + '=' + v for k, v in p['EnvironmentVariables'].items()),"
                                        + " p['WorkingDirectory'], p['StandardErrorPath'], sep='\\n'")
                        .lines()
                        .toList());
        assertTrue(Files.readString(mac.logs().resolve("proxy.log")).contains("listening on port " + port));
    }

    @Test
    @DisplayName(
            "D-903, D-1203: whoever answers no to 'Reinstall it?' keeps the service that runs, and the same process")
    void keepsWhatRuns() throws IOException {
        install();
        Optional<Long> pid = mac.pid(KitMac.LABEL);
        String plist = Files.readString(mac.plist(KitMac.LABEL));

        Ran no = mac.install("n\n");
        Ran silence = mac.install("");

        for (Ran ran : List.of(no, silence)) {
            assertEquals(0, ran.exit());
            inOrder(
                    ran.out(),
                    "⚠ Already installed: " + mac.plist(KitMac.LABEL),
                    "Reinstall it? [y/N] ",
                    "Nothing changed.");
        }
        assertEquals(pid, mac.pid(KitMac.LABEL));
        assertEquals(plist, Files.readString(mac.plist(KitMac.LABEL)));
    }

    @Test
    @DisplayName(
            "D-903: a reinstallation outlives launchd's drain, keeps the former file, and names the keys that were added to it")
    void reinstalls() throws IOException {
        install();
        Path plist = mac.plist(KitMac.LABEL);
        Files.writeString(
                plist,
                Files.readString(plist)
                        .replace(
                                "<key>HEADROOM_LOG_FORMAT</key>",
                                "<key>HTTPS_PROXY</key><string>http://p:1</string><key>HEADROOM_LOG_FORMAT</key>"));
        String former = Files.readString(plist);
        Optional<Long> pid = mac.pid(KitMac.LABEL);
        mac.turn("DRAIN_S=5");

        Ran ran = mac.install("", "--port", "0" + port, "--unattended");

        assertEquals(0, ran.exit(), ran.error());
        assertTrue(ran.says("⚠ Already installed: " + plist), ran.out());
        assertTrue(
                ran.says("⚠ Only in " + plist + ".previous, to be copied by hand if needed: HTTPS_PROXY\n"), ran.out());
        assertTrue(ran.says("✓ The proxy answers on port " + port + "\n"), ran.out());
        assertEquals(former, Files.readString(Path.of(plist + ".previous")));
        assertNotEquals(pid, mac.pid(KitMac.LABEL));
    }

    @Test
    @DisplayName("D-903: what is no port of a user's is refused before anything is written")
    void refusesPort() throws IOException {
        for (String value :
                List.of("0", "80", "1023", "65536", "999999999999999999999", "x", "8787x", "-1", "1e4", "0x2000")) {
            Ran asked = mac.install(value + "\n");
            Ran given = mac.install("", "--port", value);

            for (Ran ran : List.of(asked, given)) {
                assertEquals(1, ran.exit());
                assertEquals("✗ Not a port: " + value + " (1024 to 65535)\n", ran.error());
            }
        }
        assertFalse(Files.exists(mac.plist(KitMac.LABEL)));
    }

    @Test
    @DisplayName("D-903: a port that another process holds is named with its holder, and refused unattended")
    void refusesHeldPort() throws IOException {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String taken = Integer.toString(held.getLocalPort());
            String holder = " (pid " + ProcessHandle.current().pid() + ")\n";

            Ran asked = mac.install("n\n", "--port", taken);
            Ran unattended = mac.install("", "--port", taken, "--unattended");

            assertEquals(0, asked.exit());
            inOrder(
                    asked.out(),
                    "⚠ Port " + taken + " is in use by ",
                    holder,
                    "Continue anyway? [y/N] ",
                    "Nothing changed.");
            assertEquals(1, unattended.exit());
            assertTrue(unattended.error().startsWith("✗ Port " + taken + " is in use by "), unattended.error());
            assertFalse(Files.exists(mac.plist(KitMac.LABEL)));
        }
    }

    @Test
    @Order(LONGEST)
    @DisplayName("D-903, D-1202: another Headroom that holds the port is not taken for the agent, which then goes")
    void isNotDeceived() throws IOException {
        try (Listener other = Listener.answering(Listener.HEADROOM)) {
            Ran ran = mac.install("y\n", "--port", "" + other.port());

            assertEquals(1, ran.exit());
            assertTrue(ran.says("Continue anyway? [y/N] "), ran.out());
            assertTrue(ran.error().startsWith("✗ No answer on port " + other.port() + "\n"), ran.error());
            assertFalse(mac.loaded(KitMac.LABEL));
            assertFalse(Files.exists(mac.plist(KitMac.LABEL)));
        }
    }

    @Test
    @Order(LONGEST)
    @DisplayName(
            "D-903, D-1202: what does not answer is an error with the last lines of its log, and the former agent runs again")
    void restoresTheFormer() throws IOException {
        install();
        String former = Files.readString(mac.plist(KitMac.LABEL));
        Path broken = Files.createDirectories(root.resolve("broken"));
        KitMac.program("headroom", broken.resolve("headroom"));
        Files.createFile(broken.resolve("broken"));

        Ran ran = mac.run(
                Map.of("PATH", broken + ":" + mac.path()),
                "",
                List.of(KitMac.KIT.resolve("install.sh").toString(), "--port", "" + port, "--unattended"));

        assertEquals(1, ran.exit());
        assertTrue(ran.error().startsWith("✗ No answer on port " + port + "\n"), ran.error());
        assertTrue(ran.error().endsWith("line 30 of what is broken\n"), ran.error());
        assertEquals(21, ran.error().lines().count());
        assertTrue(ran.says("⚠ Restored: " + mac.plist(KitMac.LABEL)), ran.out());
        assertEquals(former, Files.readString(mac.plist(KitMac.LABEL)));
        KitMac.await(() -> mac.pid(KitMac.LABEL).isPresent());
    }

    @Test
    @DisplayName("D-903: without a graphical session the text says what to do, and nothing is left behind")
    void needsSession() throws IOException {
        mac.turn("GUI_ABSENT=1");

        Ran ran = mac.install("", "--port", "" + port, "--unattended");

        assertEquals(1, ran.exit());
        assertEquals(
                "✗ launchd refused the agent (code 125): No graphical session for this user, so a LaunchAgent cannot"
                        + " start. Log in on the Mac once, or run: sudo headroom install apply --scope system\n",
                ran.error());
        assertFalse(Files.exists(mac.plist(KitMac.LABEL)));
    }

    @Test
    @DisplayName("D-903: a label that was disabled is enabled by an installation")
    void enables() throws IOException {
        mac.launchctl("disable", "gui/501/" + KitMac.LABEL);

        install();

        assertTrue(mac.loaded(KitMac.LABEL));
    }

    @Test
    @DisplayName("D-903: what the agent cannot find by itself is told to it: Java")
    void tellsJava() throws IOException {
        mac.headroomIs("needs-java");

        Ran ran = mac.run(
                Map.of("JAVA_HOME", "/opt/java & co"),
                "",
                List.of(KitMac.KIT.resolve("install.sh").toString(), "--port", "" + port, "--unattended"));

        assertEquals(0, ran.exit(), ran.error());
        assertEquals("/opt/java & co", mac.value(mac.plist(KitMac.LABEL), "p['EnvironmentVariables']['JAVA_HOME']"));
    }

    @Test
    @DisplayName("D-903: each refusal says what to do, with exit code 1")
    void refuses() throws IOException {
        assertEquals("✗ --port needs a value\n", mac.install("", "--port").error());
        assertEquals(0, mac.install("", "--help").exit());
        assertTrue(mac.install("", "--bogus").error().startsWith("✗ Unknown option: --bogus\nUsage: "));
        assertEquals(
                "✗ Not a label: ../x (such as com.headroom.proxy-2)\n",
                mac.install("", "--label", "../x").error());
        assertEquals(
                "✗ Not hours: 9-18 (such as 09:00-18:00)\n",
                mac.install("", "--hours", "9-18").error());
        Ran linux = KitMac.execute(
                root,
                Map.of("HOME", mac.home().toString(), "PATH", "/usr/bin:/bin"),
                "",
                List.of(KitMac.KIT.resolve("install.sh").toString()));
        assertEquals("✗ This script is for macOS only; on Linux use: headroom install apply\n", linux.error());
        assertEquals(1, linux.exit());
        mac.headroomIs("unusable");
        assertEquals(
                "✗ '" + mac.headroom() + " proxy --help' failed.\n",
                mac.install("").error());
        Files.delete(mac.headroom());
        Ran missing = mac.install("");
        assertEquals(
                "✗ headroom is not on PATH. Put the bin folder of the distribution there and run this again.\n",
                missing.error());
        assertEquals(1, missing.exit());
    }

    @Test
    @DisplayName("D-904, D-905: two instances have a file, a port and logs each, and one goes without the other")
    void runsTwo() throws IOException {
        install();
        int second = KitMac.freePort();

        Ran ran = mac.install("", "--label", SECOND, "--port", "" + second, "--unattended");
        Ran gone = mac.uninstall("", "--label", SECOND, "--remove-logs");

        assertEquals(0, ran.exit(), ran.error());
        assertTrue(ran.says("✓ Logs: " + mac.logs().resolve("proxy-2") + "\n"), ran.out());
        assertTrue(ran.says("✓ The proxy answers on port " + second), ran.out());
        assertEquals(0, gone.exit(), gone.error());
        assertFalse(mac.loaded(SECOND));
        assertFalse(Files.exists(mac.logs().resolve("proxy-2")));
        assertTrue(mac.loaded(KitMac.LABEL));
        assertTrue(Files.exists(mac.logs().resolve("proxy.log")));
    }

    @Test
    @DisplayName(
            "D-904: hours give the agent a time to start and a second agent that stops it, as it does outside of them")
    void hasHours() throws IOException {
        int hour = LocalTime.now().getHour();
        String hours = "%02d:05-%02d:10".formatted((hour + 3) % 24, (hour + 9) % 24);

        Ran ran = mac.install("", "--port", "" + port, "--hours", hours, "--unattended");

        assertEquals(0, ran.exit(), ran.error());
        assertEquals(
                "{'Hour': " + (hour + 3) % 24 + ", 'Minute': 5} False",
                mac.value(mac.plist(KitMac.LABEL), "p['StartCalendarInterval'], 'RunAtLoad' in p"));
        assertEquals(
                "{'Hour': " + (hour + 9) % 24 + ", 'Minute': 10}",
                mac.value(mac.plist(KitMac.LABEL + ".stop"), "p['StartCalendarInterval']"));
        KitMac.await(() -> mac.pid(KitMac.LABEL).isEmpty());
        assertTrue(mac.loaded(KitMac.LABEL));
        assertEquals(0, mac.uninstall("", "--unattended").exit());
        assertFalse(mac.loaded(KitMac.LABEL + ".stop"));
        assertFalse(Files.exists(mac.plist(KitMac.LABEL + ".stop")));
    }

    @Test
    @DisplayName("D-904: within its hours the agent is left alone, also where these go over midnight")
    void runsWithinHours() throws IOException {
        int hour = LocalTime.now().getHour();
        String hours = "%02d:00-%02d:00".formatted((hour + 22) % 24, (hour + 3) % 24);
        mac.install("", "--port", "" + port, "--hours", hours, "--unattended");

        KitMac.await(() -> mac.pid(KitMac.LABEL + ".stop").isEmpty());

        assertTrue(mac.pid(KitMac.LABEL).isPresent());
    }

    @Test
    @DisplayName("D-905: an uninstallation asks about the logs, removes only its own, and names the lines in rc files")
    void uninstalls() throws IOException {
        install();
        Files.writeString(mac.logs().resolve("proxy.log.1"), "old\n");
        Path foreign = Files.writeString(mac.logs().resolve("notes.txt"), "mine\n");
        Files.writeString(mac.home().resolve(".zshrc"), "alias l=ls\nexport HEADROOM_PROXY_PORT=" + port + "\n");

        Ran kept = mac.uninstall("n\n");
        install();
        Ran removed = mac.uninstall("y\n");
        Ran nothing = mac.uninstall("", "--remove-logs");

        inOrder(kept.out(), "Remove the logs in " + mac.logs() + "? [y/N] ", "The logs stay in " + mac.logs());
        assertTrue(kept.says(mac.home() + "/.zshrc:2:export HEADROOM_PROXY_PORT=" + port), kept.out() + kept.error());
        assertEquals(0, removed.exit(), removed.error());
        try (Stream<Path> left = Files.list(mac.logs())) {
            assertEquals(List.of(foreign), left.toList());
        }
        try (Stream<Path> left = Files.list(mac.plist("x").getParent())) {
            assertEquals(List.of(), left.toList());
        }
        assertFalse(mac.loaded(KitMac.LABEL));
        assertEquals("Nothing to uninstall.\n", nothing.out());
        assertEquals(0, nothing.exit());
    }

    @Test
    @DisplayName("D-905: what is loaded goes also without its file, is waited for, and unattended keeps the logs")
    void uninstallsWithoutFile() throws IOException {
        install();
        Files.delete(mac.plist(KitMac.LABEL));
        mac.turn("SLOW_STOP=1");

        Ran ran = mac.uninstall("", "--unattended");

        assertEquals(0, ran.exit(), ran.error());
        assertFalse(mac.loaded(KitMac.LABEL));
        assertTrue(Files.exists(mac.logs().resolve("proxy.log")));
    }

    @Test
    @DisplayName("D-903, D-905: the agent of a profile is left to the profile")
    void leavesProfilesAlone() throws IOException {
        Files.createDirectories(mac.plist("x").getParent());
        Files.writeString(mac.plist("com.headroom.office"), "<string>/x/deploy/office/run-headroom.sh</string>");

        Ran install = mac.install("", "--label", "com.headroom.office", "--unattended");
        Ran uninstall = mac.uninstall("", "--label", "com.headroom.office", "--unattended");

        assertEquals(1, install.exit());
        assertEquals(1, uninstall.exit());
        assertTrue(Files.exists(mac.plist("com.headroom.office")));
    }

    @Test
    @DisplayName("D-908: every command block of the guide runs")
    void guideRuns() throws IOException {
        int second = KitMac.freePort();
        Matcher blocks = Pattern.compile("(?ms)^```sh\n(.*?)^```$")
                .matcher(Files.readString(KitMac.KIT.resolve("README.md"))
                        .replace("8787", "" + port)
                        .replace("8788", "" + second));
        List<String> failed = new ArrayList<>();
        int count = 0;

        while (blocks.find()) {
            count++;
            String input = blocks.group(1).equals("./install.sh\n") ? port + "\n" : "y\n";
            Ran ran = mac.run(Map.of(), input, List.of("/bin/bash", "-e", "-c", blocks.group(1)));
            if (ran.exit() != 0) {
                failed.add(blocks.group(1) + ran);
            }
        }

        assertEquals(List.of(), failed);
        assertTrue(count > 10, "blocks: " + count);
        assertFalse(mac.loaded(KitMac.LABEL));
    }

    private void install() throws IOException {
        Ran ran = mac.install("", "--port", "" + port, "--unattended");
        assertEquals(0, ran.exit(), ran.out() + ran.error());
    }

    private static void inOrder(String text, String... parts) {
        int from = 0;
        for (String part : parts) {
            int at = text.indexOf(part, from);
            assertTrue(at >= 0, "no '" + part + "' in, or not in this order: " + text);
            from = at + part.length();
        }
    }
}
