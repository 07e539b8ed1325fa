package io.headroom.supervisor.launchd.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.supervisor.launchd.kit.KitMac.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code shell-integration.sh} in real shells, interactive or not, with real servers. What the shell is to tell goes to its standard
 * output after a mark, so that whatever the script itself wrote there is seen.
 */
@Tag("PV-506")
@Execution(ExecutionMode.CONCURRENT)
class ShellIntegrationIT {
    private static final String OWN = "https://gateway.example.com/anthropic";
    private static final String SOURCE = ". ./shell-integration.sh; ";
    private static final String TELL = "printf '%s\\n' \"MARK$?:${ANTHROPIC_BASE_URL-unset}\"";

    @TempDir
    private Path root;

    private Path home;
    private Path programs;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectories(root.resolve("R&D home"));
        programs = Files.createDirectories(root.resolve("programs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "bash -i", "zsh", "zsh -i", "dash"})
    @DisplayName("D-906: what answers is exported, under set -eu, in silence, and no name but the guard's stays")
    void exportsWhatAnswers(String shell) throws IOException {
        try (Listener proxy = Listener.answering(Listener.HEADROOM)) {
            String url = "http://localhost:" + proxy.port();

            Ran ran = source(
                    shell,
                    Map.of("HEADROOM_PROXY_PORT", "" + proxy.port(), "HEADROOM_PORT", "1"),
                    "set -eu; " + SOURCE + TELL + "; env; echo MARK; { set; typeset -f 2>/dev/null || :; }"
                            + " | grep -v EXECUTION_STRING"
                            + " | grep -E '_headroom_|^(found|url|code|answer|first|file|service|port|tries|other)=' || :");

            assertEquals("", said(ran));
            assertTrue(ran.out().startsWith("MARK0:" + url + "\n"), ran.out());
            assertTrue(ran.says("\nANTHROPIC_BASE_URL=" + url + "\n"), ran.out());
            assertFalse(ran.says("HEADROOM_SHELL_INTEGRATION_LOADED="), ran.out());
            assertTrue(ran.out().endsWith("\nMARK\n"), ran.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    @DisplayName("D-906: where only 127.0.0.1 is Headroom, and localhost somebody else, the former is exported")
    void exportsTheAddressThatAnswers(String shell) throws IOException {
        try (Listener proxy = Listener.answering(Listener.HEADROOM);
                Listener other = Listener.answering(Listener.FOREIGN, "127.0.0.2", proxy.port())) {
            Path curl = programs.resolve("curl");
            KitMac.executable(
                    curl, "#!/bin/sh\nexec /usr/bin/curl \"$@\" --resolve localhost:" + other.port() + ":127.0.0.2\n");

            Ran ran = source(shell, Map.of("HEADROOM_PROXY_PORT", "" + proxy.port()), SOURCE + TELL);

            assertEquals("MARK0:http://127.0.0.1:" + proxy.port() + "\n", ran.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "bash -i", "zsh", "zsh -i"})
    @DisplayName("D-906, D-1203: an address of the user's own stays, which an interactive shell says once")
    void keepsOwnAddress(String shell) throws IOException {
        try (Listener proxy = Listener.answering(Listener.HEADROOM);
                Listener gateway = Listener.answering(Listener.FOREIGN)) {
            for (String own : List.of(OWN, "http://localhost:" + gateway.port(), "http://localhost:1/v1")) {
                Ran ran = source(
                        shell,
                        Map.of("HEADROOM_PORT", "" + proxy.port(), "ANTHROPIC_BASE_URL", own),
                        SOURCE + SOURCE + TELL);

                assertEquals("MARK0:" + own + "\n", ran.out());
                assertEquals(
                        shell.endsWith("-i")
                                ? "⚠ ANTHROPIC_BASE_URL has an address of your own, which stays. To use Headroom:"
                                        + " unset ANTHROPIC_BASE_URL\n"
                                : "",
                        said(ran));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "bash -i", "zsh", "zsh -i"})
    @DisplayName(
            "D-906, PV-506: an address of ours at which nothing or somebody else answers is unset, one of the user's stays")
    void unsetsDeadAddress(String shell) throws IOException {
        int dead = KitMac.freePort();
        try (Listener foreign = Listener.answering(Listener.FOREIGN)) {
            for (int port : List.of(dead, foreign.port())) {
                Map<String, String> ours =
                        Map.of("HEADROOM_PROXY_PORT", "" + port, "ANTHROPIC_BASE_URL", "http://127.0.0.1:" + port);
                Map<String, String> own = Map.of("HEADROOM_PROXY_PORT", "" + port, "ANTHROPIC_BASE_URL", OWN);

                Ran unset = source(shell, ours, "set -eu; " + SOURCE + TELL);
                Ran kept = source(shell, own, "set -eu; " + SOURCE + TELL);

                assertEquals("MARK0:unset\n", unset.out());
                assertEquals("MARK0:" + OWN + "\n", kept.out());
                for (Ran ran : List.of(unset, kept)) {
                    String expected = port == dead
                            ? "⚠ Headroom proxy is not running on port " + port + "\n  To install it: "
                            : "⚠ Port " + port + " answers, but not as Headroom";
                    assertTrue(
                            shell.endsWith("-i")
                                    ? said(ran).startsWith(expected)
                                    : said(ran).isEmpty(),
                            said(ran));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    @DisplayName(
            "D-907, PV-506: each shell looks again, once: nested, sourced twice, with set -a, and after the port changed")
    void looksOncePerShell(String shell) throws IOException {
        try (Listener first = Listener.answering(Listener.HEADROOM);
                Listener second = Listener.answering(Listener.HEADROOM)) {
            Ran ran = source(
                    shell,
                    Map.of("HEADROOM_PROXY_PORT", "" + first.port()),
                    "set -a; " + SOURCE + TELL + "; HEADROOM_PROXY_PORT=" + second.port() + "; " + SOURCE + TELL
                            + "; export HEADROOM_PROXY_PORT; " + shell + " -c '" + SOURCE
                            + TELL.replace("'", "'\\''") + "'");

            assertEquals("", said(ran));
            assertEquals(
                    List.of(
                            "MARK0:http://localhost:" + first.port(),
                            "MARK0:http://localhost:" + first.port(),
                            "MARK0:http://localhost:" + second.port()),
                    ran.out().lines().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash -i", "zsh -i"})
    @DisplayName("D-906: a port that is none, and proxies for the shell's own requests, change nothing")
    void survivesOddSettings(String shell) throws IOException {
        try (Listener proxy = Listener.answering(Listener.HEADROOM)) {
            Files.writeString(home.resolve(".curlrc"), "user-agent = x\nfail\nproxy = http://127.0.0.1:1\n");
            String dead = "http://127.0.0.1:1";

            Ran behindProxy = source(
                    shell,
                    Map.of("HEADROOM_PROXY_PORT", "" + proxy.port(), "http_proxy", dead, "ALL_PROXY", dead),
                    "alias grep='grep --color=always' curl=false; " + SOURCE + TELL);
            Ran noPort = source(shell, Map.of("HEADROOM_PROXY_PORT", "8787; id"), SOURCE + TELL);

            assertEquals("MARK0:http://localhost:" + proxy.port() + "\n", behindProxy.out());
            assertEquals("MARK0:unset\n", noPort.out());
            assertTrue(said(noPort).startsWith("⚠ Not a port: 8787; id."), said(noPort));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash -i", "zsh -i"})
    @DisplayName(
            "D-906: on a Mac an agent that is enabled is started and waited for; one with hours, or disabled, is not")
    void startsAgent(String shell) throws IOException {
        try (KitMac mac = KitMac.start(root)) {
            int port = KitMac.freePort();
            Ran installed = mac.install("", "--port", "" + port, "--unattended");
            mac.launchctl("bootout", "gui/501/" + KitMac.LABEL);
            KitMac.await(() -> !mac.loaded(KitMac.LABEL));

            Ran started = onMac(mac, shell, port);
            mac.launchctl("bootout", "gui/501/" + KitMac.LABEL);
            KitMac.await(() -> !mac.loaded(KitMac.LABEL));
            mac.launchctl("disable", "gui/501/" + KitMac.LABEL);
            Ran disabled = onMac(mac, shell, port);
            mac.launchctl("enable", "gui/501/" + KitMac.LABEL);
            Path plist = mac.plist(KitMac.LABEL);
            Files.writeString(
                    plist, Files.readString(plist).replace("<key>RunAtLoad</key>", "<key>StartCalendarInterval</key>"));
            Ran hours = onMac(mac, shell, port);

            assertEquals(0, installed.exit(), installed.error());
            assertEquals("MARK0:http://localhost:" + port + "\n", started.out());
            assertEquals("✓ Headroom proxy started on port " + port + "\n", said(started));
            for (Ran ran : List.of(disabled, hours)) {
                assertEquals("MARK0:unset\n", ran.out());
                assertTrue(said(ran).startsWith("⚠ Headroom proxy is not running on port " + port + "\n"), said(ran));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash -i", "zsh -i", "bash"})
    @DisplayName(
            "PV-506: on Linux the unit of the profile with this port is started by systemctl, unless it is disabled or paused")
    void startsUnit(String shell) throws IOException {
        Assumptions.assumeTrue(KitMac.find("perl").isPresent(), "no perl here, which is the server of this test");
        int port = KitMac.freePort();
        Path profile = Files.createDirectories(home.resolve(".headroom/deploy/office"));
        Files.writeString(
                profile.resolve("manifest.json"), "{\n  \"profile\": \"office\",\n  \"port\": " + port + ",\n}\n");
        KitMac.program("systemctl", programs.resolve("systemctl"));
        KitMac.program("headroom", programs.resolve("server"));
        KitMac.program("uname", programs.resolve("headroom-office.service"));
        Files.writeString(
                programs.resolve("headroom-office.service"),
                "#!/bin/sh\necho $$ >\"${0%/*}/pid\"\nexec \"${0%/*}/server\" proxy --host 127.0.0.1 --port " + port
                        + "\n");
        Map<String, String> environment = Map.of("HEADROOM_PROXY_PORT", "" + port);

        Files.createFile(profile.resolve("paused"));
        Ran paused = source(shell, environment, SOURCE + TELL);
        Files.delete(profile.resolve("paused"));
        Files.createFile(programs.resolve("disabled"));
        Ran disabled = source(shell, environment, SOURCE + TELL);
        Files.delete(programs.resolve("disabled"));
        Ran started = source(shell, environment, SOURCE + TELL);
        ProcessHandle.of(
                        Long.parseLong(Files.readString(programs.resolve("pid")).strip()))
                .ifPresent(ProcessHandle::destroy);

        assertEquals("MARK0:unset\n", paused.out());
        assertEquals("MARK0:unset\n", disabled.out());
        assertEquals("MARK0:http://localhost:" + port + "\n", started.out());
        assertEquals(shell.endsWith("-i") ? "✓ Headroom proxy started on port " + port + "\n" : "", said(started));
        assertEquals(
                List.of(
                        "--user -q is-enabled headroom-office.service",
                        "--user -q is-enabled headroom-office.service",
                        "--user start --no-block headroom-office.service"),
                Files.readAllLines(programs.resolve("asked")));
    }

    private static Ran onMac(KitMac mac, String shell, int port) throws IOException {
        return mac.run(Map.of("HEADROOM_PROXY_PORT", "" + port), "", command(shell, SOURCE + TELL));
    }

    private Ran source(String shell, Map<String, String> environment, String script) throws IOException {
        Map<String, String> all = new TreeMap<>(
                Map.of("HOME", home.toString(), "LC_ALL", "C.UTF-8", "PATH", programs + ":/usr/bin:/bin"));
        all.putAll(environment);
        return KitMac.execute(root, all, "", command(shell, script));
    }

    private static List<String> command(String shell, String script) {
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        String program = words.get(0);
        for (String needed : List.of(program, "curl")) {
            Assumptions.assumeTrue(KitMac.find(needed).isPresent(), "no " + needed + " here");
        }
        if (!program.equals("dash")) {
            words.add(1, program.equals("bash") ? "--norc" : "-f");
        }
        return Stream.concat(words.stream(), Stream.of("-c", script)).toList();
    }

    /** What was written to the standard error, without what an interactive shell says when it has no terminal. */
    private static String said(Ran ran) {
        return ran.error()
                .lines()
                .filter(line -> !line.startsWith("bash: cannot set terminal process group")
                        && !line.equals("bash: no job control in this shell"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }
}
