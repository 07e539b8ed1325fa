package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-202")
class ShellCommandTest {
    private final ShellCommand commands = new ShellCommand();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"command\":\"mvn test\"} ~ mvn test",
                "{\"description\":\"d\",\"cmd\":\"ls\"} ~ ls",
                "{\"cmd\":[\"ls\",\"-l\",\"my file\"]} ~ ls -l 'my file'",
                "{\"command\":[\"/bin/bash\",\"-lc\",\"cat a | head\"]} ~ cat a | head",
                "{\"command\":[\"echo\",\"it's\",\"\"]} ~ echo 'it'\\''s' ''"
            })
    void readsTheCommandOfArguments(String arguments, String command) {
        assertEquals(Optional.of(command), commands.ofArguments(arguments));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"command\":1}",
                "{\"command\":[]}",
                "{\"input\":{\"command\":\"ls\"}}",
                "{\"command\":\"ls\"",
                "{\"cmd\":\"a\",\"cmd\":\"b\"}"
            })
    void findsNoneWhereThereIsNone(String arguments) {
        assertEquals(Optional.empty(), commands.ofArguments(arguments));
    }

    @Test
    void aShellWithoutAScriptIsACommandLikeAnyOther() {
        assertEquals(Optional.of("bash -c"), ShellCommand.line(List.of("bash", "-c")));
        assertEquals(Optional.of("bash build.sh x"), ShellCommand.line(List.of("bash", "build.sh", "x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "const r = await tools.exec_command({cmd: \"cat a.txt\", max_output_tokens: 1}); text(r.output); ~ cat a.txt",
                "await tools.exec_command({ 'cmd': 'a \\'b\\'' }) ~ a 'b'",
                "tools.exec_command( {\"cmd\" : `ls` } ) ~ ls",
                "tools.exec_command({cmd:\"a\\tb\"}) ~ a\tb"
            })
    void readsTheCommandOfAScript(String script, String command) {
        assertEquals(Optional.of(command), ScriptCommands.of(script));
    }

    @Test
    void readsAllCommandsOfAScript() {
        assertEquals(
                Optional.of("ls\ncat b"),
                ScriptCommands.of("exec_command({cmd: 'ls'}); x = exec_command({cmd: \"cat b\"})"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text('hello')",
                "tools.exec_command({cmd: file})",
                "tools.exec_command({cmd: 'cat ' + file})",
                "tools.exec_command({cmd: `cat ${file}`})",
                "tools.exec_command({cmd: 'ls'}); tools.exec_command(options)",
                "tools.exec_command({cmd: 'unterminated",
                "tools.exec_command({cmd: 'a\\x41'})",
                "tools.exec_command({workdir: '/', cmd: 'ls'})",
                "tools.exec_command("
            })
    void aScriptThatHidesACommandHasNone(String script) {
        assertEquals(Optional.empty(), ScriptCommands.of(script));
    }
}
