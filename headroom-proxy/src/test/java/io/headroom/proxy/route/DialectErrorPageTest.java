package io.headroom.proxy.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.plugin.PluginSource;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.json.JsonFields;
import io.headroom.proxy.testing.Heads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectErrorPageTest {
    private final DialectErrorPage page = new DialectErrorPage(
            PluginSource.of(getClass().getClassLoader()).open().all(Dialect.class));

    private String body(OwnError.Kind kind, Heads head) {
        OwnAnswer answer =
                page.render(new OwnError(kind, "Headroom: \"no\"\n.", "req-1"), Optional.empty(), head.build());
        assertEquals(kind.status(), answer.status());
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @DisplayName("PX-910: the shape follows the path")
    @EnumSource(OwnError.Kind.class)
    void followsThePath(OwnError.Kind kind) throws IOException {
        String anthropic = body(kind, Heads.of("POST", "/v1/messages/count_tokens"));
        String openai = body(kind, Heads.of("POST", "/p/x/v1/responses"));
        String google = body(kind, Heads.of("POST", "/v1beta/models/g:countTokens"));

        assertEquals("error", JsonFields.read(anthropic).get("type"));
        assertEquals("req-1", JsonFields.read(anthropic).get("request_id"));
        assertTrue(openai.contains("\"param\":null"), openai);
        assertTrue(google.contains("\"status\":\"") && google.contains("\"code\":"), google);
        for (String body : List.of(anthropic, openai, google)) {
            assertTrue(body.contains("\"message\":\"Headroom: \\\"no\\\"\\n.\""), body);
        }
    }

    @ParameterizedTest
    @DisplayName("PX-910: where the path does not tell, the credential does")
    @CsvSource({
        "x-api-key,\"type\":\"error\"",
        "authorization,\"param\":null",
        "x-goog-api-key,\"status\":\"NOT_FOUND\"",
        "accept,\"request_id\":\"req-1\""
    })
    void followsTheCredential(String header, String expected) {
        assertTrue(body(OwnError.Kind.NOT_FOUND, Heads.of("GET", "/x").with(header, "v"))
                .contains(expected));
    }

    @Test
    @DisplayName("PX-910: a dialect that is known decides, whatever the path")
    void followsTheDialect() {
        Dialect gemini = PluginSource.of(getClass().getClassLoader()).open().all(Dialect.class).stream()
                .filter(dialect -> dialect.upstream().equals("gemini"))
                .findFirst()
                .orElseThrow();
        OwnError error = new OwnError(OwnError.Kind.TIMEOUT, "Headroom: slow.", "r");

        OwnAnswer answer = page.render(
                error, Optional.of(gemini), Heads.of("POST", "/v1/messages").build());

        assertTrue(new String(answer.body(), StandardCharsets.UTF_8).contains("DEADLINE_EXCEEDED"));
        assertEquals(Optional.of("timeout"), answer.headers().first("x-headroom-error"));
    }

    @Test
    @DisplayName("without any dialect an error is still told")
    void needsNoDialect() {
        OwnAnswer answer = new DialectErrorPage(List.of())
                .render(
                        new OwnError(OwnError.Kind.FORBIDDEN, "Headroom: no.", "r"),
                        Optional.empty(),
                        Heads.of("POST", "/v1/messages").build());

        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"forbidden\",\"message\":\"Headroom: no.\"},\"request_id\":\"r\"}",
                new String(answer.body(), StandardCharsets.UTF_8));
    }
}
