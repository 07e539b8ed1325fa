package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-1303")
class CompressTest {
    @TempDir
    private Path workspace;

    @Test
    void aTextBecomesSmallerAndComesBack() {
        String text = testRun();
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(text).run("compress"));
        String form = console.out();
        assertTrue(form.length() < text.length(), form);
        assertTrue(console.err().contains("saved"), console.err());

        assertEquals(0, console.input(form).run("decode"));
        assertEquals(text, console.out());
    }

    @Test
    @DisplayName("C-1303: without a channel nothing is left out, no database is made, and an explanation says so")
    void nothingIsLeftOutWithoutAChannel() throws IOException {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(testRun()).run("compress", "--tool", "Bash", "--explain"));

        assertFalse(console.out().contains("[headroom: "), console.out());
        assertFalse(Files.exists(workspace.resolve("headroom.db")));
    }

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(workspace.resolve("run.txt"), testRun());
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("compress", file.toString()));
        assertTrue(console.out().length() < testRun().length());
    }

    @Test
    void whatIsNotUtf8IsCopied() {
        byte[] bytes = {'a', (byte) 0xC3, '(', '\n', (byte) 0xFF, 0};
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(bytes).run("compress"));
        assertArrayEquals(bytes, console.bytes());
        assertTrue(console.err().contains("not UTF-8"), console.err());
    }

    @Test
    void whatCannotShrinkIsCopied() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input("short\r\ntext").run("compress"));
        assertEquals("short\r\ntext", console.out());
        assertTrue(console.err().contains("too_small"), console.err());
    }

    @Test
    void anEmptyInputStaysEmpty() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("compress", "-"));
        assertEquals("", console.out());
    }

    @Test
    void toolResultsInsideARequestAreFound() {
        String body = request(testRun());
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(body).run("compress", "--explain"));
        assertTrue(console.err().contains("anthropic-messages"), console.err());
        assertTrue(console.err().contains("Bash"), console.err());
        assertTrue(console.out().length() < body.length());
        int start = body.indexOf("\"content\":\"") + "\"content\":\"".length();
        assertEquals(body.substring(0, start), console.out().substring(0, start));
        assertTrue(console.out().endsWith("\"}]}]}"), "what follows the text is as it was");
    }

    @Test
    void aRequestComesBackByteForByte() {
        String body = request(testRun());
        TestConsole console = new TestConsole(workspace);
        assertEquals(0, console.input(body).run("compress"));
        String smaller = console.out();
        assertTrue(smaller.length() < body.length() / 2, smaller);

        assertEquals(0, console.input(smaller).run("decode"));
        assertEquals(body, console.out());
    }

    @Test
    void aRequestWithoutFormsIsCopiedAndSaysSo() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(65, console.input(request("short")).run("decode"));
        assertEquals(request("short"), console.out());
    }

    @Test
    void aRequestCanBeTakenAsAText() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(request(testRun())).run("compress", "--as", "text", "--json"));
        assertTrue(console.out().contains("\"input\" : \"text\""), console.out());
    }

    @Test
    void aTextIsNoRequest() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(testRun()).run("compress", "--as", "request"));
        assertEquals(testRun(), console.out());
        assertTrue(console.err().contains("no dialect"), console.err());
    }

    @Test
    void explainsWhatEachCompressorHadToSay() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(testRun()).run("compress", "--explain"));
        assertTrue(console.err().contains("verdict"), console.err());
        assertTrue(console.err().contains("text"), console.err());
    }

    @Test
    void jsonHasTheFormAndTheFigures() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(testRun()).run("compress", "--json", "--tool", "Bash", "--model", "gpt-5"));
        for (String member :
                new String[] {"tokens_before", "tokens_after", "output", "candidates", "\"tool\" : \"Bash\""}) {
            assertTrue(console.out().contains(member), member);
        }
    }

    @Test
    void modeOffChangesNothing() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.input(testRun()).run("compress", "--mode", "off"));
        assertEquals(testRun(), console.out());
    }

    @Test
    void anUnknownModeIsAMistakeOfUsage() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(2, console.input("x").run("compress", "--mode", "fast"));
        assertTrue(console.err().contains("balanced"), console.err());
    }

    @Test
    void decodeCopiesWhatIsNoFormAndSaysSo() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(65, console.input("just a text").run("decode"));
        assertEquals("just a text", console.out());
        assertTrue(console.err().contains("no form"), console.err());
    }

    @Test
    void decodeRefusesWhatIsNoText() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(65, console.input(new byte[] {(byte) 0xFF, (byte) 0xFE}).run("decode"));
        assertEquals(2, console.bytes().length);
        assertTrue(console.err().contains("UTF-8"), console.err());
    }

    private static String testRun() {
        StringBuilder text = new StringBuilder();
        for (int test = 0; test < 200; test++) {
            text.append(String.format(
                    Locale.ROOT, "tests/unit/test_%s.py::test_case_%d PASSED [%3d%%]\n", "orders", test, test / 2));
        }
        return text.toString();
    }

    private static String request(String text) {
        String escaped = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace("\n", "\\n");
        return "{\"model\":\"claude-sonnet-5-5\",  \"max_tokens\":10,\"messages\":["
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\","
                + "\"input\":{\"command\":\"pytest -v\"}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\""
                + escaped + "\"}]}]}";
    }
}
