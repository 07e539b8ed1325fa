package io.headroom.deploy.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.provider.Scope;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.block.BlockEditor;
import io.headroom.deploy.shell.EnvironmentWish.Precedence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of shell files (PV-1304), in real shells. What {@code BlockEditorTest} says of files alone is not said again. */
class ShellStartIT {
    private static final String NAME = "ANTHROPIC_BASE_URL";
    private static final String OURS = "http://127.0.0.1:8787";
    private static final long SEED = 20_260_106;

    @TempDir
    Path root;

    /** A name, the user's file, and what the variable is once the block is in; the block changes nothing else. */
    static Stream<Arguments> files() {
        String big = "# a line of a large file\n".repeat(84_000);
        List<Arguments> cases = List.of(
                arguments("2 empty", "", OURS),
                arguments("3 no final newline", "true", OURS),
                arguments("4 CRLF", "# a\r\n# b\r\n", OURS),
                arguments("5 BOM", "\u00EF\u00BB\u00BF# a\n", OURS),
                arguments("6 blank edges", "\n \n# a\n\n\t\n", OURS),
                arguments("7 own export above", "export " + NAME + "=https://mine\n", "https://mine"),
                arguments("7 own empty export above", "export " + NAME + "=\n", OURS),
                arguments("9 own export in a function", "f() { export " + NAME + "=https://mine; }\n", OURS),
                arguments("10 own export in a sourced file", ". \"$HOME/sourced\"\n", "https://sourced"),
                arguments("11 early return", "return 0\n", ""),
                arguments("11 early return in a condition", "if false; then return 0; fi\n", OURS),
                arguments("12 exec at the end", "exec env -0\n", ""),
                arguments("13 set -e", "set -e\n", OURS),
                arguments("14 set -u", "set -u\n", OURS),
                arguments("13 set -eu, own export", "set -eu\nexport " + NAME + "=https://mine\n", "https://mine"),
                arguments("15 noclobber", "set -C\n", OURS),
                arguments("19 ends in a backslash", "true a\\", OURS),
                arguments("19 ends in a backslash and a line end", "true a\\\n", OURS),
                arguments("30 Latin-1 bytes", "# caf\u00E9\ntrue '\u00E9'\n", OURS),
                arguments("33 2 MB", big, OURS),
                arguments("43 alias named export", "alias export='echo no'\nalias unset='echo no'\n", OURS),
                arguments(
                        "44 read-only variable",
                        "readonly " + NAME + "=https://mine\nexport " + NAME + "\n",
                        "https://mine"),
                arguments("44 read-only empty variable", NAME + "=; readonly " + NAME + "\nexport " + NAME + "\n", ""),
                arguments("44 read-only variable, ours", "readonly " + NAME + "=" + OURS + "\n", OURS));
        return RealShell.posix()
                .flatMap(shell ->
                        cases.stream().map(each -> arguments(shell, each.get()[0], each.get()[1], each.get()[2])));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("files")
    @DisplayName("PV-1304, PV-502, PV-503: started for real, the block sets what it should and disturbs nothing")
    void setsItsVariableAndDisturbsNothing(RealShell shell, String name, String file, String expected)
            throws Exception {
        shell.assumePresent();
        Path home = home("home with blanks");
        Files.writeString(home.resolve("sourced"), "export " + NAME + "=https://sourced\n");
        write(shell.file(home), file);
        RealShell.Start before = shell.start(home, Map.of());

        wire(shell, home, wish(home, "p", Map.of(NAME, OURS), Precedence.USER));
        RealShell.Start after = shell.start(home, Map.of());

        assertEquals(expected, after.variables().getOrDefault(NAME, ""), after.error());
        assertEquals(before.error(), after.error());
        assertEquals(before.exitCode(), after.exitCode());
        after.variables().remove(NAME);
        before.variables().remove(NAME);
        assertEquals(before.variables(), after.variables());
    }

    @ParameterizedTest
    @MethodSource("io.headroom.deploy.shell.RealShell#posix")
    @DisplayName("PV-1304: nullglob, an own export below, a missing file, a second sourcing")
    void livesWithOtherLines(RealShell shell) throws Exception {
        shell.assumePresent();
        Path home = home("h");
        EnvironmentWish wish = wish(home, "p", Map.of(NAME, OURS), Precedence.USER);
        wire(shell, home, wish);

        assertEquals(OURS, shell.start(home, Map.of()).variables().get(NAME));
        String block = Files.readString(shell.file(home));
        String nullglob = shell == RealShell.ZSH
                ? "setopt nullglob\n"
                : shell == RealShell.BASH ? "shopt -s nullglob failglob\n" : "";
        Files.writeString(shell.file(home), nullglob + block + block.replace("headroom p", "again"));
        RealShell.Start twice = shell.start(home, Map.of());
        assertEquals(OURS, twice.variables().get(NAME));
        assertEquals("", twice.error());
        Files.writeString(shell.file(home), block + "export " + NAME + "=https://below\n");
        assertEquals("https://below", shell.start(home, Map.of()).variables().get(NAME));
    }

    @ParameterizedTest
    @EnumSource(RealShell.class)
    @DisplayName("PV-503: the last of three profiles wins, and the one before it once its flag is gone")
    void letsTheLastProfileWin(RealShell shell) throws Exception {
        shell.assumePresent();
        Path home = home("h");
        for (String profile : List.of("a", "b", "c")) {
            wire(shell, home, wish(home, profile, Map.of(NAME, "http://127.0.0.1/" + profile), Precedence.USER));
        }

        assertEquals(
                "http://127.0.0.1/c", shell.start(home, Map.of()).variables().get(NAME));
        Files.delete(home.resolve(".headroom/deploy/c/wired"));
        assertEquals(
                "http://127.0.0.1/b", shell.start(home, Map.of()).variables().get(NAME));
    }

    @ParameterizedTest
    @EnumSource(RealShell.class)
    @DisplayName(
            "PV-503, D-210: without the flag nothing is set, and a shell within an old shell loses the dead value, and only that")
    void losesTheDeadValue(RealShell shell) throws Exception {
        shell.assumePresent();
        Path home = home("h");
        EnvironmentWish wish = wish(home, "p", Map.of(NAME, OURS), Precedence.USER);
        wire(shell, home, wish);
        assertEquals(OURS, shell.start(home, Map.of(NAME, OURS)).variables().get(NAME));
        assertEquals(
                "https://mine",
                shell.start(home, Map.of(NAME, "https://mine")).variables().get(NAME));
        Files.delete(wish.flag());

        assertNull(shell.start(home, Map.of()).variables().get(NAME));
        RealShell.Start nested = shell.start(home, Map.of(NAME, OURS));
        assertNull(nested.variables().get(NAME));
        assertEquals("", nested.error());
        assertEquals(
                "https://mine",
                shell.start(home, Map.of(NAME, "https://mine")).variables().get(NAME));
    }

    @ParameterizedTest
    @EnumSource(RealShell.class)
    @DisplayName("PV-503: with --chain or --replace-base-url our value stands")
    void takesPrecedenceWhenAsked(RealShell shell) throws Exception {
        shell.assumePresent();
        Path home = home("h");
        wire(shell, home, wish(home, "p", Map.of(NAME, OURS), Precedence.HEADROOM));

        RealShell.Start start = shell.start(home, Map.of(NAME, "https://mine"));

        assertEquals(OURS, start.variables().get(NAME));
        assertEquals("", start.error());
    }

    @ParameterizedTest
    @EnumSource(RealShell.class)
    @DisplayName("D-105: any text without NUL and line break comes back from a real shell, and none acts")
    void bringsAnyTextBack(RealShell shell) throws Exception {
        shell.assumePresent();
        Path home = home("Ada L\u00F6we's $1 `x` \"100%\" \\ !h");
        Random random = new Random(SEED);
        Map<String, String> values = new LinkedHashMap<>();
        int number = 0;
        for (String hostile : List.of(
                "$(touch acted)",
                "`touch acted`",
                "\\1",
                "'; touch acted; '",
                "\\'; touch acted; \\'",
                "!!",
                "%s%n",
                "~",
                "*",
                " ",
                "-n",
                "(",
                "!",
                "\\",
                "'",
                "''",
                "\u2018\u2019",
                "a\\",
                "$HOME",
                "{a,b}",
                "#x",
                "\u001B[0m\t\u0007")) {
            values.put("V" + number++, hostile);
        }
        for (int i = 0; i < 300; i++) {
            values.put("V" + number++, text(random));
        }
        EnvironmentWish wish = wish(home, "p", values, Precedence.USER);
        wire(shell, home, wish);

        RealShell.Start start = shell.start(home, Map.of());

        values.forEach(
                (name, value) -> assertEquals(value, start.variables().get(name), () -> "seed " + SEED + ", " + name));
        assertEquals("", start.error());
        assertFalse(Files.exists(home.resolve("acted")));
        Files.delete(wish.flag());
        assertTrue(
                shell.start(home, values).variables().keySet().stream().noneMatch(values::containsKey), "seed " + SEED);
    }

    @ParameterizedTest
    @EnumSource(RealShell.class)
    @DisplayName("PV-502: $? is 0 behind the block, whatever it found, and nothing is printed")
    void endsWithStatusZero(RealShell shell) throws Exception {
        shell.assumePresent();
        Path home = home("h");
        EnvironmentWish wish = wish(home, "p", Map.of(NAME, OURS), Precedence.USER);
        wire(shell, home, wish);
        String strict = shell == RealShell.FISH ? "" : "set -eu; ";
        String status = shell == RealShell.FISH ? "$status" : "$?";
        List<String> sourcing = List.of("-c", strict + ". '" + shell.file(home) + "'; printf 'S=%s' " + status);

        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of(NAME, OURS), Map.of(NAME, "x"))) {
            RealShell.Start wired = shell.run(home, environment, sourcing);
            assertEquals(Map.of("S", "0"), wired.variables());
            assertEquals("", wired.error());
        }
        Files.delete(wish.flag());
        for (Map<String, String> environment :
                List.of(Map.<String, String>of(), Map.of(NAME, OURS), Map.of(NAME, "x"))) {
            RealShell.Start suspended = shell.run(home, environment, sourcing);
            assertEquals(Map.of("S", "0"), suspended.variables());
            assertEquals("", suspended.error());
        }
    }

    private Path home(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    private static EnvironmentWish wish(Path home, String profile, Map<String, String> variables, Precedence precedence)
            throws IOException {
        Path flag = home.resolve(".headroom/deploy/" + profile + "/wired");
        Files.createDirectories(flag.getParent());
        Files.writeString(flag, "");
        return new EnvironmentWish(profile, Scope.USER, flag, variables, precedence);
    }

    private static void wire(RealShell shell, Path home, EnvironmentWish wish)
            throws IOException, EditRefusedException {
        Path file = shell.file(home);
        if (shell == RealShell.FISH) {
            file = file.resolveSibling("headroom-" + wish.profile() + ".fish");
        }
        Optional<FileContent> before =
                Files.exists(file) ? Optional.of(FileContent.of(Files.readAllBytes(file))) : Optional.empty();
        Change.BlockEdit change = new Change.BlockEdit(
                ChangeInfo.wiring(wish.profile(), "environment", "rc", "sets variables"),
                file,
                "headroom " + wish.profile(),
                shell.language().lines(wish),
                Change.BlockEdit.Place.END);
        Files.createDirectories(file.getParent());
        Files.write(file, new BlockEditor().make(change, before).after().bytes());
    }

    private static void write(Path file, String latin1) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            int c = switch (random.nextInt(4)) {
                case 0 -> "'\"\\$`!*?[]{}()<>|&;#~%=^ \t-".charAt(random.nextInt(27));
                case 1 -> 0x20 + random.nextInt(0x5F);
                case 2 -> 0xA1 + random.nextInt(0x2000);
                default -> 0x1F300 + random.nextInt(0x200);
            };
            text.appendCodePoint(c);
        }
        return text.toString();
    }
}
