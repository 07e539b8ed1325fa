package io.headroom.deploy.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    private static final ChangeInfo INFO = ChangeInfo.wiring("p", "lamp", "url", "Sends the lamp to the proxy");

    @Test
    @DisplayName("D-203: a change is a sentence and a unified difference with three lines of context")
    void showsWhatChanges() {
        Change change = edit(INFO, "\"proxy\"");
        String before = "a\nb\nc\nd\nurl: direct\ne\nf\ng\nh\n";

        List<String> lines = show(new Step(
                Step.Action.MAKE,
                change,
                Optional.empty(),
                Optional.of(FileContent.of(before)),
                Optional.of(FileContent.of(before.replace("direct", "proxy")))));

        assertEquals(
                List.of(
                        "Sends the lamp to the proxy.",
                        "--- /home/ada/lamp",
                        "+++ /home/ada/lamp",
                        "@@ -2,7 +2,7 @@",
                        " b",
                        " c",
                        " d",
                        "-url: direct",
                        "+url: proxy",
                        " e",
                        " f",
                        " g"),
                lines);
    }

    @Test
    @DisplayName("D-203: no value of a secret change is shown, nor a key beside a public one")
    void hidesSecrets() {
        Change secret = edit(INFO.secret(), "\"s3cret\"");
        Optional<FileContent> before =
                Optional.of(FileContent.of("{\n \"OPENAI_API_KEY\": \"sk-1\",\n \"url\": \"old\"\n}\n"));
        Optional<FileContent> after =
                Optional.of(FileContent.of("{\n \"OPENAI_API_KEY\": \"sk-1\",\n \"url\": \"s3cret\"\n}\n"));

        String text = String.join("\n", show(new Step(Step.Action.MAKE, secret, Optional.empty(), before, after)));
        String open = String.join(
                "\n", show(new Step(Step.Action.MAKE, edit(INFO, "\"u\""), Optional.empty(), before, after)));

        assertTrue(text.contains("\"url\": ***") && !text.contains("s3cret") && !text.contains("old"), text);
        assertTrue(!open.contains("sk-1") && open.contains("+ \"url\": \"s3cret\""), open);
    }

    @Test
    @DisplayName("D-303: of a secret file the names are shown alone")
    void showsTheNamesOfASecretFile() {
        Change env = new Change.OwnFile(
                INFO.secret(), Path.of("/home/ada/env"), FileContent.of("KEY=a=b\n# note\n"), OptionalInt.of(0600));

        List<String> lines = show(new Step(
                Step.Action.MAKE,
                env,
                Optional.empty(),
                Optional.empty(),
                Optional.of(FileContent.of("KEY=a=b\n# note\n"))));

        assertEquals(List.of("@@ -0,0 +1,2 @@", "+KEY=***", "+***"), lines.subList(3, lines.size()));
    }

    @Test
    @DisplayName("D-203: a command is shown with its inverse")
    void showsCommandsWithTheirInverse() {
        Change command = new Change.Command(
                INFO, CommandLine.of("bell", "on"), CommandLine.of("bell", "off"), CommandLine.of("bell", "is"));

        List<String> lines = show(new Step(
                Step.Action.MAKE, command, Optional.empty(), Optional.empty(), Optional.of(FileContent.of(""))));

        assertEquals(List.of("Sends the lamp to the proxy.", "  run: bell on", "  undo: bell off"), lines);
    }

    private static Change edit(ChangeInfo info, String value) {
        return new Change.JsonEdit(
                info, Path.of("/home/ada/lamp"), Change.JsonSyntax.JSONC, List.of(DocumentEdit.set("/url", value)));
    }

    private static List<String> show(Step step) {
        return new PlanText().lines(new Plan("p", List.of(step), List.of()));
    }
}
