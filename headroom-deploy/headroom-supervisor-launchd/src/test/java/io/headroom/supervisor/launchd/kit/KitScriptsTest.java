package io.headroom.supervisor.launchd.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of the kit's files without running them. */
class KitScriptsTest {
    /**
     * What bash learned after 3.2, by its own list of changes: associative arrays, namerefs, mapfile, coproc, {@code &>>}, {@code |&},
     * {@code ;&}, case conversion, transformations, negative indices, {@code printf %(…)T} and {@code -v}, {@code wait -n}, globstar, epoch
     * variables, descriptors in variables.
     */
    private static final Pattern NEWER_THAN_3_2 = Pattern.compile(
            "(declare|local|typeset) -[a-zA-Z]*[AngGl]|\\b(mapfile|readarray|coproc|BASHPID|EPOCHSECONDS|EPOCHREALTIME|globstar|lastpipe)\\b"
                    + "|&>>|\\|&|;;?&|\\$\\{[A-Za-z_][A-Za-z_0-9]*(\\[[^]]*\\])?(\\^|,|@[A-Za-z])"
                    + "|\\[-[0-9]|%\\([^)]*\\)T|\\[\\[? -[vR] |wait -n|\\{[a-z]+\\}[<>]|\\\\u[0-9A-Fa-f]{4}");

    @TempDir
    private Path root;

    @Test
    @DisplayName("D-901: the kit has the five files that guides name")
    void hasFiveFiles() throws IOException {
        try (Stream<Path> files = Files.list(KitMac.KIT)) {
            assertEquals(
                    List.of(
                            "README.md",
                            "com.headroom.proxy.plist.template",
                            "install.sh",
                            "shell-integration.sh",
                            "uninstall.sh"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"install.sh", "uninstall.sh", "shell-integration.sh"})
    @DisplayName("D-901: a script is short, asks for no Python, and has nothing that macOS's bash 3.2 does not know")
    void isForOldBash(String name) throws IOException {
        List<String> lines = Files.readAllLines(KitMac.KIT.resolve(name));

        assertTrue(lines.size() <= 250, lines.size() + " lines");
        for (String line : lines) {
            assertTrue(!NEWER_THAN_3_2.matcher(line).find(), line);
            assertTrue(!line.contains("python"), line);
        }
        assertEquals(!name.equals("shell-integration.sh"), Files.isExecutable(KitMac.KIT.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "declare -A map",
                "echo ${x,,}",
                "mapfile -t lines",
                "cmd &>> file",
                "cmd |& cat",
                "coproc cat",
                "echo ${x@Q}",
                "echo ${a[-1]}"
            })
    @DisplayName("D-901: the check of the former test sees what is too new")
    void seesNewerConstructs(String line) {
        assertTrue(NEWER_THAN_3_2.matcher(line).find());
    }

    @ParameterizedTest
    @CsvSource({
        "install.sh, shellcheck",
        "uninstall.sh, shellcheck",
        "shell-integration.sh, shellcheck",
        "install.sh, bash -n",
        "uninstall.sh, bash -n",
        "shell-integration.sh, bash -n",
        "shell-integration.sh, zsh -n",
        "shell-integration.sh, dash -n"
    })
    @DisplayName("D-1105: shellcheck and the shells find nothing")
    void isClean(String name, String command) throws IOException {
        String[] words = command.split(" ");
        Assumptions.assumeTrue(KitMac.find(words[0]).isPresent(), "no " + words[0] + " here");
        List<String> all = Stream.concat(
                        Stream.of(words), Stream.of(KitMac.KIT.resolve(name).toString()))
                .toList();

        KitMac.Ran ran = KitMac.execute(root, Map.of("PATH", System.getenv("PATH")), "", all);

        assertEquals("", ran.out() + ran.error());
        assertEquals(0, ran.exit());
    }

    @Test
    @DisplayName(
            "D-902: the template is a property list with the keys of an agent, before and after filling it in by hand")
    void templateIsWellFormed() throws IOException {
        Assumptions.assumeTrue(KitMac.find("python3").isPresent(), "no python3 here, which reads property lists");
        String template = Files.readString(KitMac.KIT.resolve("com.headroom.proxy.plist.template"));
        String filled = template.replace("__HEADROOM_PATH__", "/opt/a--b &amp; c/headroom")
                .replace("__PORT__", "8787")
                .replace("__HOME__", "/Users/ada--lovelace");
        Path file = root.resolve("filled.plist");
        Files.writeString(file, filled);

        for (Path plist : List.of(KitMac.KIT.resolve("com.headroom.proxy.plist.template"), file)) {
            KitMac.Ran ran = KitMac.execute(
                    root,
                    Map.of("PATH", System.getenv("PATH")),
                    "",
                    List.of(
                            KitMac.find("python3").orElseThrow().toString(),
                            "-c",
                            "import plistlib, sys; p = plistlib.load(open(sys.argv[1], 'rb')); print(*sorted(p))",
                            plist.toString()));
            assertEquals(
                    "EnvironmentVariables ExitTimeOut KeepAlive Label ProcessType ProgramArguments RunAtLoad"
                            + " StandardErrorPath StandardOutPath ThrottleInterval WorkingDirectory",
                    ran.out().strip(),
                    ran.error());
        }
        for (String name : List.of(
                "ANTHROPIC_API_KEY", "HEADROOM_COMPRESSION_PROVIDER", "HEADROOM_LLMLINGUA_DEVICE", "-Xmx512m")) {
            assertTrue(template.contains(name), name);
        }
    }
}
