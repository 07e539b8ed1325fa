package io.headroom.compress.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-201")
class PolicyTest {
    private final Origins origins = new Origins();

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "Read, SOURCE",
        "read, SOURCE",
        "cat, SOURCE",
        "view, SOURCE",
        "open, SOURCE",
        "Edit, SOURCE",
        "MultiEdit, SOURCE",
        "Write, SOURCE",
        "NotebookRead, SOURCE",
        "mcp__fs__read_file, SOURCE",
        "view_file_range, SOURCE",
        "str_replace_editor, SOURCE",
        "apply_patch, SOURCE",
        "Bash, OUTPUT",
        "shell, OUTPUT",
        "exec, OUTPUT",
        "local_shell, OUTPUT",
        "container.exec, OUTPUT",
        "PowerShell, OUTPUT",
        "BashOutput, OUTPUT",
        "Task, OUTPUT",
        "Grep, SEARCH",
        "Glob, SEARCH",
        "LS, SEARCH",
        "rg, SEARCH",
        "WebFetch, WEB",
        "WebSearch, WEB",
        "mcp__tracker__search, MCP",
        "headroom_retrieve, RETRIEVAL",
        "mcp__headroom__headroom_retrieve, RETRIEVAL",
        "my_headroom_retrieve_thing, UNKNOWN",
        "Weather, UNKNOWN"
    })
    @DisplayName("The policy table, by tool")
    void classifiesTools(String tool, PolicyClass expected) {
        assertEquals(expected, origins.classify(Hint.tool(tool)));
    }

    @Test
    void knowsNothingOfABareText() {
        assertEquals(PolicyClass.UNKNOWN, origins.classify(Hint.none()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat a.txt",
                "cd src && cat Main.java",
                "/bin/cat a.txt",
                "head -50 a; tail -n 20 b",
                "sed -n '1,40p' server.py",
                "nl -ba a.py | sed -n '10,20p'",
                "cat a.py | grep -n def | head",
                "bat --plain a.rs",
                "less README",
                "type C:\\\\temp\\\\a.txt",
                "Get-Content a.ps1",
                "git show HEAD:src/Main.java",
                "git -C repo --no-pager show v1.0:a.txt",
                "bash -lc 'cat a.txt'",
                "bash -lc \"cd x && sed -n '1,5p' a\"",
                "cat a.txt 2>/dev/null",
                "cat <a.txt",
                "cat 'a;b.txt' \"c|d\"",
                "cat a\ncat b",
                "echo '== a ==' && cat a",
                "LC_ALL=C cat a"
            })
    @Tag("C-202")
    @DisplayName("C-202: commands that only print files are source")
    void classifiesFilePrinters(String command) {
        assertEquals(PolicyClass.SOURCE, shell(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvn test",
                "cat a && mvn test",
                "cd src",
                "echo hi",
                "ls | head",
                "sed -i s/a/b/ x",
                "sed s/a/b/ x",
                "cat $(ls)",
                "cat `ls`",
                "cat <<EOF\nx\nEOF",
                "cat a > b",
                "cat a | python3 x.py",
                "git show HEAD",
                "git log -p",
                "for f in *; do cat $f; done; mvn test",
                "cat 'unbalanced",
                "jq . a.json",
                "bash run.sh",
                ""
            })
    @Tag("C-202")
    @DisplayName("C-202: everything else, and what cannot be parsed, is output")
    void classifiesOtherCommands(String command) {
        assertEquals(PolicyClass.OUTPUT, shell(command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headroom retrieve 3fa94c01d7e2b8896a10ff42-9b1c2e07",
                "/opt/headroom/bin/headroom retrieve x --rows 3-36 | head",
                "cd /tmp && headroom retrieve x",
                "headroom.exe retrieve x",
                "bash -lc 'headroom retrieve x'"
            })
    @Tag("C-203")
    @DisplayName("C-203: what retrieval returned is never shortened again")
    void classifiesOurRetrieval(String command) {
        assertEquals(PolicyClass.RETRIEVAL, shell(command));
        assertEquals(
                Verdict.Treatment.RETRIEVED,
                policy(List.of(), Map.of())
                        .judge(Hint.tool("Bash").command(command), Mode.BALANCED)
                        .treatment());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headroom_retrieve",
                "mcp__headroom__headroom_retrieve",
                "headroom_compress",
                "mcp__headroom__headroom_compress",
                "headroom.headroom_compress"
            })
    @Tag("C-203")
    @DisplayName("C-203: what our own tools returned, a form with its id included, is never shortened again")
    void leavesWhatOurToolsReturned(String tool) {
        assertEquals(
                Verdict.Treatment.RETRIEVED,
                policy(List.of(), Map.of())
                        .judge(Hint.tool(tool), Mode.AGGRESSIVE)
                        .treatment());
    }

    @Test
    @Tag("C-203")
    void takesNoMentionOfRetrievalForACall() {
        assertEquals(PolicyClass.OUTPUT, shell("grep -r 'headroom retrieve' docs"));
    }

    @Test
    void asksForBytesFromSourceAndForDataElsewhere() {
        assertEquals(Fidelity.BYTES, PolicyClass.SOURCE.floor());
        assertEquals(Fidelity.DATA, PolicyClass.OUTPUT.floor());
        assertEquals(Fidelity.DATA, PolicyClass.UNKNOWN.floor());
        assertFalse(PolicyClass.SOURCE.mayShorten());
        assertFalse(PolicyClass.UNKNOWN.mayShorten());
        assertTrue(PolicyClass.MCP.mayShorten());
    }

    @Test
    void leavesExcludedToolsAlone() {
        Policy policy = policy(List.of("mcp__secret__*"), Map.of());

        assertEquals(
                Verdict.Treatment.EXCLUDED,
                policy.judge(Hint.tool("MCP__Secret__read"), Mode.BALANCED).treatment());
        assertEquals(
                Verdict.Treatment.COMPRESS,
                policy.judge(Hint.tool("mcp__open__read"), Mode.BALANCED).treatment());
    }

    @Test
    void givesAToolItsOwnMode() {
        Policy policy = policy(List.of(), Map.of("Bash", Mode.LOSSLESS, "b*", Mode.AGGRESSIVE, "Grep", Mode.OFF));

        assertEquals(
                Mode.LOSSLESS, policy.judge(Hint.tool("bash"), Mode.BALANCED).mode());
        assertEquals(
                Mode.AGGRESSIVE, policy.judge(Hint.tool("bat_x"), Mode.BALANCED).mode());
        assertEquals(
                Verdict.Treatment.OFF,
                policy.judge(Hint.tool("Grep"), Mode.BALANCED).treatment());
        assertEquals(
                Mode.BALANCED, policy.judge(Hint.tool("Other"), Mode.BALANCED).mode());
    }

    @Test
    void keepsOffAndAuditWhateverAToolsModeIs() {
        Policy policy = policy(List.of(), Map.of("Bash", Mode.AGGRESSIVE));

        assertEquals(
                Verdict.Treatment.OFF, policy.judge(Hint.tool("Bash"), Mode.OFF).treatment());
        assertEquals(Mode.AUDIT, policy.judge(Hint.tool("Bash"), Mode.AUDIT).mode());
    }

    @Test
    @DisplayName(
            "C-201: what is only measured is measured as what would be used: the tool's own mode, else the standard one")
    void measuresAsWhatWouldBeUsed() {
        Policy policy = new Policy(
                List.of(),
                Map.of("Bash", Mode.LOSSLESS, "Grep", Mode.AGGRESSIVE),
                Verdict.Shortening.NEVER,
                Mode.BALANCED);

        Verdict lossless = policy.judge(Hint.tool("Bash"), Mode.AUDIT);
        assertEquals(Mode.LOSSLESS, lossless.terms());
        assertEquals(Verdict.Shortening.NEVER, lossless.shortening());
        assertEquals(
                Mode.AGGRESSIVE, policy.judge(Hint.tool("Grep"), Mode.AUDIT).terms());
        assertEquals(Mode.BALANCED, policy.judge(Hint.tool("Shell"), Mode.AUDIT).terms());
    }

    @ParameterizedTest
    @CsvSource({"LOSSLESS,LOSSLESS", "AGGRESSIVE,AGGRESSIVE", "AUDIT,BALANCED", "OFF,BALANCED"})
    void measuresByTheStandardModeOrElseAsBalanced(Mode standard, Mode terms) {
        Policy policy = new Policy(List.of(), Map.of(), Verdict.Shortening.NEVER, standard);

        Verdict verdict = policy.judge(Hint.tool("Bash"), Mode.AUDIT);

        assertEquals(Mode.AUDIT, verdict.mode());
        assertEquals(terms, verdict.terms());
    }

    private PolicyClass shell(String command) {
        return origins.classify(Hint.tool("Bash").command(command));
    }

    private static Policy policy(List<String> excluded, Map<String, Mode> modes) {
        return new Policy(excluded, modes, Verdict.Shortening.NEVER, Mode.BALANCED);
    }
}
