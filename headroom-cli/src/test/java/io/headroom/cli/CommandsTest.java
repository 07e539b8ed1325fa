package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What all commands have in common: help, versions, messages and exit codes. */
class CommandsTest {
    @TempDir
    private Path workspace;

    @Test
    void everyCommandHasAHelpWithAnExample() {
        TestConsole console = new TestConsole(workspace);
        for (String name : commands().toList()) {
            assertEquals(0, console.run(name, "--help"), name);
            assertTrue(console.out().contains("Example"), console.out());
            assertTrue(console.out().contains("Usage: headroom " + name), console.out());
            assertEquals("", console.err(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void tellsTheVersion(String option) {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run(option));
        assertTrue(console.out().matches("headroom \\S+\\R"), console.out());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandRefusesAnUnknownOption(String name) {
        TestConsole console = new TestConsole(workspace);

        String argument = Map.of("completion", "bash", "shell-integration", "fish", "retrieve", "3fa9")
                .getOrDefault(name, "");
        String[] line = argument.isEmpty()
                ? new String[] {name, "--no-such-option"}
                : new String[] {name, argument, "--no-such-option"};
        // C-1006: whoever retrieves tells a wrong call, 64, from a wrong range, 65.
        assertEquals("retrieve".equals(name) ? 64 : 2, console.run(line));
        assertTrue(console.err().contains("--no-such-option"), console.err());
        assertTrue(console.err().contains("headroom " + name + " --help"), console.err());
        assertEquals("", console.out());
    }

    @Test
    void anUnknownCommandIsAMistakeOfUsage() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(2, console.run("comprss"));
        assertTrue(console.err().contains("comprss"), console.err());
        assertTrue(console.err().contains("headroom --help"), console.err());
    }

    @Test
    void noCommandAtAllIsAMistakeOfUsage() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(2, console.run());
        assertTrue(console.err().contains("No command was given"), console.err());
    }

    @Test
    void colorsAreForTerminalsOnly() {
        assertTrue(help(new TestConsole(workspace).onTerminal()).contains("\u001b["));
        assertFalse(help(new TestConsole(workspace)).contains("\u001b["));
        assertFalse(help(new TestConsole(workspace).onTerminal().with("NO_COLOR", "1"))
                .contains("\u001b["));
    }

    @Test
    @Tag("PX-207")
    void stackTracesAreForThoseWhoAsk() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(66, console.run("compress", "no-such-file"));
        assertFalse(console.err().contains("\tat "), console.err());
        assertTrue(console.err().contains("no-such-file"), console.err());

        assertEquals(66, console.with("HEADROOM_DEBUG", "1").run("compress", "no-such-file"));
        assertTrue(console.err().contains("\tat "), console.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionKnowsEveryCommand(String shell) {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("completion", shell));
        for (String name : commands().toList()) {
            assertTrue(console.out().contains(name), name);
        }
        assertTrue(console.out().contains("explain"), "options too");
    }

    @Test
    void completionIsForKnownShells() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(2, console.run("completion", "tcsh"));
        assertTrue(console.err().contains("fish"), console.err());
    }

    static Stream<String> commands() {
        CommandLine tree = CommandTree.create(
                new io.headroom.cli.console.Console(System.in, System.out, System.err, java.util.Map.of(), false));
        return Arrays.stream(tree.getSubcommands().keySet().toArray(String[]::new));
    }

    private static String help(TestConsole console) {
        assertEquals(0, console.run("--help"));
        return console.out();
    }
}
