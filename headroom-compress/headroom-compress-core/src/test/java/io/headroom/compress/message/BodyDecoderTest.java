package io.headroom.compress.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Mode;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.dialect.OpenAiResponses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A body there and back. */
@Tag("C-1303")
class BodyDecoderTest {
    private static final String NOISY = "the same line, \"again\" and again\n".repeat(200) + "\té \uD83D\uDE00 end";

    private final Dialect dialect = new OpenAiResponses();
    private final CompressionEngine engine = CompressionEngine.builder()
            .settings(CompressionSettings.defaults()
                    .withMode(Mode.LOSSLESS)
                    .withBudget(new CompressionSettings.Budget(
                            Duration.ofSeconds(30), Duration.ZERO, Duration.ofSeconds(30), 2, 64)))
            .compressors(List.of(new RunLengths()))
            .threadPrefix("body-decoder-test")
            .build();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void aBodyWithMinimalStringsComesBackByteForByte() {
        byte[] body = body(JsonStrings.quote(NOISY), JsonStrings.quote("no form"));
        byte[] smaller = new BodyCompressor(engine)
                .compress(body, dialect, BodyOptions.defaults(), new Cancellation())
                .body();
        assertTrue(smaller.length < body.length / 10, "shrinks: " + smaller.length);

        BodyDecoder.Decoded decoded = new BodyDecoder(engine).decode(smaller, dialect);

        assertArrayEquals(body, decoded.body());
        assertEquals(2, decoded.texts());
        assertEquals(1, decoded.forms());
    }

    @Test
    void otherSpellingsComeBackAsTheSameText() {
        byte[] body = body(JsonStrings.quote(NOISY).replace("a", "\\u0061"), "\"no \\u0066orm\"");
        byte[] smaller = new BodyCompressor(engine)
                .compress(body, dialect, BodyOptions.defaults(), new Cancellation())
                .body();

        BodyDecoder.Decoded decoded = new BodyDecoder(engine).decode(smaller, dialect);

        assertArrayEquals(body(JsonStrings.quote(NOISY), "\"no \\u0066orm\""), decoded.body());
    }

    @Test
    void aBodyWithoutFormsIsTheSameArray() {
        byte[] body = body("\"one\"", "\"t\\u0077o\"");

        BodyDecoder.Decoded decoded = new BodyDecoder(engine).decode(body, dialect);

        assertSame(body, decoded.body());
        assertEquals(0, decoded.forms());
    }

    @Test
    void whatIsNoJsonIsRefused() {
        byte[] text = "no JSON".getBytes(StandardCharsets.UTF_8);

        assertThrows(MalformedJsonException.class, () -> new BodyDecoder(engine).decode(text, dialect));
    }

    private static byte[] body(String first, String second) {
        return ("{ \"model\" : \"gpt-5\",\n \"input\":[{\"type\":\"function_call_output\",\"call_id\":\"1\",\"output\":"
                        + first + "},\n{\"type\":\"function_call_output\",\"call_id\":\"2\",\"output\":" + second
                        + "}]\t}\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
