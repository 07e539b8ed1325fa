package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.compress.message.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The usage figures in responses as the providers send them: whole, as events with LF and CRLF, as frames, cut off. */
@Tag("PX-1002")
class RecordedResponsesTest {
    private static final Map<String, Dialect> DIALECTS =
            Map.of("anthropic", new AnthropicMessages(), "chat", new OpenAiChat(), "responses", new OpenAiResponses());

    @ParameterizedTest
    @CsvSource({
        "anthropic, anthropic-message.json, 412, 38144, 2816, 187",
        "anthropic, anthropic-text.sse, 412, 38144, 2816, 187",
        "anthropic, anthropic-tool-use.sse, 412, 38144, 2816, 187",
        "anthropic, anthropic-crlf-comments.sse, 412, 38144, 2816, 187",
        "anthropic, anthropic-error-mid-stream.sse, 412, 38144, 2816, 3",
        "anthropic, anthropic-count-tokens.json, , , ,",
        "chat, openai-chat-completion.json, 2048, 38912, , 96",
        "chat, openai-chat-text.sse, 2048, 38912, , 96",
        "chat, openai-chat-tool-calls.sse, 2048, 38912, , 96",
        "responses, openai-responses.json, 3158, 49152, , 214",
        "responses, openai-responses.sse, 3158, 49152, , 214",
        "responses, openai-responses.ws.jsonl, 3158, 49152, , 214",
        "responses, openai-responses-failed.sse, , , ,"
    })
    void theLastFiguresCount(String dialect, String file, Long fresh, Long read, Long write, Long output)
            throws IOException {
        Optional<Path> folder = Recordings.folder("responses");
        assumeTrue(folder.isPresent(), "no recorded responses beside the project");
        Map<String, Long> expected = new HashMap<>();
        expected.put("fresh", fresh);
        expected.put("read", read);
        expected.put("write", write);
        expected.put("output", output);
        expected.values().removeIf(figure -> figure == null);

        String text = Files.readString(folder.get().resolve(file));

        assertEquals(expected, UsageSeen.in(DIALECTS.get(dialect), UsageSeen.documents(text)));
    }
}
