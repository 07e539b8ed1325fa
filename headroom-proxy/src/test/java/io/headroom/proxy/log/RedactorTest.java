package io.headroom.proxy.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.headroom.api.exchange.Header;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @DisplayName("PX-407: fields that hold secrets, in any case")
    @ValueSource(
            strings = {
                "authorization",
                "Proxy-Authorization",
                "X-Api-Key",
                "api-key",
                "x-goog-api-key",
                "Cookie",
                "set-cookie",
                "x-amz-security-token",
                "X-Headroom-Proxy-Token",
                "X-Headroom-Admin",
                "client_secret",
                "db_password",
                "refresh_token",
                "ANTHROPIC_API_KEY",
                "x-my-api-key"
            })
    void masksByName(String name) {
        assertEquals("[redacted]", redactor.field(name, "plain looking"));
    }

    @ParameterizedTest
    @DisplayName("PX-407: values that look like secrets, wherever they stand")
    @ValueSource(
            strings = {
                "sk-ant-api03-MARKED",
                "got sk-proj-MARKED from",
                "Bearer MARKEDMARKED",
                "bearer  MARKED.x-y_z==",
                "Basic MARKEDdXNlcg==",
                "x eyJhbGciOiJub25lIn0.MARKEDx.MARKED y",
                "https://a.example/x?key=MARKED&y=1",
                "/v1/messages?token=MARKED",
                "AIzaMARKEDMARKED"
            })
    void masksByLook(String text) {
        assertFalse(redactor.text(text).contains("MARKED"), redactor.text(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-opus-5-5", "/v1/messages", "what? nothing", "ask-me", "tokens_saved", "max_tokens"})
    void leavesEverythingElse(String text) {
        assertEquals(text, redactor.text(text));
        assertEquals("x", redactor.field(text, "x"));
    }

    @Test
    void keepsTheNamesOfFields() {
        List<Header> clean = redactor.headers(List.of(new Header("X-Api-Key", "MARKED"), new Header("Accept", "*/*")));

        assertEquals(List.of(new Header("X-Api-Key", "[redacted]"), new Header("Accept", "*/*")), clean);
    }
}
