package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.compress.message.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("PX-910")
class OwnErrorsTest {
    private static final String MESSAGE = "Headroom: \"x\" failed.\nTry again.";

    @ParameterizedTest
    @CsvSource({
        "BAD_REQUEST, invalid_request_error, invalid_request_error, bad_request, INVALID_ARGUMENT",
        "UNAUTHORIZED, authentication_error, invalid_request_error, invalid_api_key, UNAUTHENTICATED",
        "FORBIDDEN, permission_error, invalid_request_error, forbidden, PERMISSION_DENIED",
        "NOT_FOUND, not_found_error, invalid_request_error, not_found, NOT_FOUND",
        "METHOD_NOT_ALLOWED, not_found_error, invalid_request_error, not_found, NOT_FOUND",
        "REQUEST_TIMEOUT, timeout_error, invalid_request_error, timeout, DEADLINE_EXCEEDED",
        "TOO_LARGE, request_too_large, invalid_request_error, request_too_large, INVALID_ARGUMENT",
        "UPGRADE_REQUIRED, invalid_request_error, invalid_request_error, upgrade_required, FAILED_PRECONDITION",
        "RATE_LIMITED, rate_limit_error, requests, rate_limit_exceeded, RESOURCE_EXHAUSTED",
        "HEADERS_TOO_LARGE, request_too_large, invalid_request_error, request_too_large, INVALID_ARGUMENT",
        "INTERNAL, api_error, server_error, internal, INTERNAL",
        "UPSTREAM, api_error, server_error, upstream, UNAVAILABLE",
        "OVERLOADED, overloaded_error, server_error, overloaded, UNAVAILABLE",
        "TIMEOUT, timeout_error, server_error, timeout, DEADLINE_EXCEEDED"
    })
    void eachKindHasTheNameThatClientsKnow(
            OwnError.Kind kind, String anthropic, String openAiType, String openAiCode, String google) {
        OwnError error = new OwnError(kind, "Headroom: m", "req_1");

        String openAi = "{\"error\":{\"message\":\"Headroom: m\",\"type\":\"" + openAiType
                + "\",\"param\":null,\"code\":\"" + openAiCode + "\"}}";
        assertEquals(
                "{\"type\":\"error\",\"error\":{\"type\":\"" + anthropic
                        + "\",\"message\":\"Headroom: m\"},\"request_id\":\"req_1\"}",
                new AnthropicMessages().error(error));
        assertEquals(openAi, new OpenAiChat().error(error));
        assertEquals(openAi, new OpenAiResponses().error(error));
        assertEquals(
                "{\"error\":{\"code\":" + kind.status() + ",\"message\":\"Headroom: m\",\"status\":\"" + google
                        + "\"}}",
                new Gemini().error(error));
    }

    @ParameterizedTest
    @EnumSource(OwnError.Kind.class)
    void anyMessageIsEscaped(OwnError.Kind kind) {
        for (Dialect dialect :
                List.of(new AnthropicMessages(), new Gemini(), new OpenAiChat(), new OpenAiResponses())) {
            String json = dialect.error(new OwnError(kind, MESSAGE, "req_\"1"));

            assertEquals(List.of(MESSAGE), messages(json), dialect.id());
        }
    }

    @Test
    void noKindIsForgotten() {
        Set<OwnError.Kind> kinds = EnumSet.allOf(OwnError.Kind.class);

        assertEquals(14, kinds.size());
    }

    private static List<String> messages(String json) {
        List<String> messages = new ArrayList<>();
        new JsonReader()
                .read(
                        json.getBytes(StandardCharsets.UTF_8),
                        cursor -> cursor.members(name -> {
                            if (name.equals("error")) {
                                cursor.members(inner -> message(cursor, inner, messages));
                            }
                        }));
        return messages;
    }

    private static void message(JsonCursor cursor, String name, List<String> messages) {
        if (name.equals("message")) {
            cursor.string().ifPresent(messages::add);
        }
    }
}
