package io.headroom.proxy.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextDelta;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.plugin.PluginSource;
import io.headroom.proxy.HeadroomProxy;
import io.headroom.proxy.ProxyStartException;
import io.headroom.proxy.http.OwnAnswer;
import io.headroom.proxy.route.DialectErrorPage;
import io.headroom.proxy.testing.Heads;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java clients of Anthropic and OpenAI: what they make of our errors, and of answers that come through us. */
class OfficialClientsTest {
    private static final MessageCreateParams MESSAGE = MessageCreateParams.builder()
            .model("claude-sonnet-4-5")
            .maxTokens(64)
            .addUserMessage("hi")
            .build();
    private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
            .model("gpt-5")
            .addUserMessage("hi")
            .build();
    private static final ResponseCreateParams RESPONSE =
            ResponseCreateParams.builder().model("gpt-5").input("hi").build();

    private static AnthropicClient anthropic(URI base) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(base.toString())
                .apiKey("sk-ant-test")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private static OpenAIClient openai(URI base) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(base + "/v1")
                .apiKey("sk-test")
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    /** The exceptions have the same names in both. */
    private static String exception(OwnError.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> "BadRequestException";
            case UNAUTHORIZED -> "UnauthorizedException";
            case FORBIDDEN -> "PermissionDeniedException";
            case NOT_FOUND -> "NotFoundException";
            case RATE_LIMITED -> "RateLimitException";
            case INTERNAL, UPSTREAM, OVERLOADED, TIMEOUT -> "InternalServerException";
            case METHOD_NOT_ALLOWED, REQUEST_TIMEOUT, TOO_LARGE, UPGRADE_REQUIRED, HEADERS_TOO_LARGE ->
                "UnexpectedStatusCodeException";
        };
    }

    /** A server that answers each request with one kind of our errors, laid out for the path that was asked. */
    private static MockUpstream refusing(OwnError.Kind kind) throws IOException {
        DialectErrorPage page = new DialectErrorPage(PluginSource.of(OfficialClientsTest.class.getClassLoader())
                .open()
                .all(Dialect.class));
        return MockUpstream.start().script((request, wire) -> {
            OwnAnswer answer = page.render(
                    new OwnError(kind, "Headroom: a \"cause\".", "req-1"),
                    Optional.empty(),
                    Heads.of("POST", request.target()).build());
            wire.respond(answer.status(), "Content-Type: application/json\r\n", answer.body());
        });
    }

    @ParameterizedTest
    @Tag("PX-910")
    @DisplayName("PX-910: each of our errors becomes the typed exception of its status, with our message in it")
    @EnumSource(OwnError.Kind.class)
    void typed(OwnError.Kind kind) throws IOException {
        try (MockUpstream server = refusing(kind)) {
            URI base = server.uri();
            AnthropicClient anthropic = anthropic(base);
            OpenAIClient openai = openai(base);

            AnthropicServiceException message = assertThrows(
                    AnthropicServiceException.class, () -> anthropic.messages().create(MESSAGE));
            AnthropicServiceException streamed = assertThrows(
                    AnthropicServiceException.class,
                    () -> anthropic.messages().createStreaming(MESSAGE).close());
            OpenAIServiceException chat = assertThrows(
                    OpenAIServiceException.class,
                    () -> openai.chat().completions().create(CHAT));
            OpenAIServiceException response = assertThrows(
                    OpenAIServiceException.class, () -> openai.responses().create(RESPONSE));

            for (RuntimeException thrown : new RuntimeException[] {message, streamed, chat, response}) {
                assertEquals(exception(kind), thrown.getClass().getSimpleName());
                assertTrue(thrown.getMessage().contains("Headroom: a \"cause\"."), thrown.getMessage());
            }
            assertEquals(kind.status(), message.statusCode());
            assertEquals(kind.status(), chat.statusCode());
        }
    }

    @Test
    @DisplayName(
            "PX-703: a provider that cannot be reached is a server error that names its host, and is worth another try")
    void unreachable() throws Exception {
        URI dead;
        try (MockUpstream gone = MockUpstream.start()) {
            dead = gone.uri();
        }
        try (HeadroomProxy proxy = proxy(dead)) {
            AnthropicServiceException message = assertThrows(
                    AnthropicServiceException.class,
                    () -> anthropic(proxy.baseUri()).messages().create(MESSAGE));
            OpenAIServiceException chat = assertThrows(
                    OpenAIServiceException.class,
                    () -> openai(proxy.baseUri()).chat().completions().create(CHAT));

            assertInstanceOf(com.anthropic.errors.InternalServerException.class, message);
            assertInstanceOf(com.openai.errors.InternalServerException.class, chat);
            assertEquals(502, message.statusCode());
            assertTrue(message.getMessage().contains(dead.getAuthority()), message.getMessage());
        }
    }

    @Test
    @DisplayName("PX-701: answers, whole and streamed, are read through us as from the provider")
    void answers() throws Exception {
        try (MockUpstream upstream = MockUpstream.start().script(OfficialClientsTest::answer);
                HeadroomProxy proxy = proxy(upstream.uri())) {
            Message whole = anthropic(proxy.baseUri()).messages().create(MESSAGE);
            try (StreamResponse<RawMessageStreamEvent> stream =
                    anthropic(proxy.baseUri()).messages().createStreaming(MESSAGE)) {
                String text = stream.stream()
                        .flatMap(event -> event.contentBlockDelta().stream())
                        .flatMap(delta -> delta.delta().text().stream())
                        .map(TextDelta::text)
                        .collect(Collectors.joining());
                assertEquals("Hello, world", text);
            }

            assertEquals("Hello", whole.content().get(0).asText().text());
            assertEquals(7, whole.usage().outputTokens());
        }
    }

    private static void answer(Received request, Wire wire) throws IOException {
        if (!new String(request.body(), StandardCharsets.UTF_8).contains("\"stream\":true")) {
            wire.respond(
                    200,
                    "Content-Type: application/json\r\n",
                    MockUpstream.bytes(message("[{\"type\":\"text\",\"text\":\"Hello\"}]")));
            return;
        }
        wire.respondChunked(200, "Content-Type: text/event-stream\r\n")
                .chunk(MockUpstream.event(
                        "message_start", "{\"type\":\"message_start\",\"message\":" + message("[]") + "}"))
                .chunk(
                        MockUpstream.event(
                                "content_block_start",
                                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}"));
        for (String piece : new String[] {"Hello", ", world"}) {
            wire.chunk(MockUpstream.event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
                            + piece + "\"}}"));
        }
        wire.chunk(MockUpstream.event("message_stop", "{\"type\":\"message_stop\"}"))
                .lastChunk();
    }

    private static String message(String content) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-5\",\"content\":"
                + content
                + ",\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":7}}";
    }

    private static HeadroomProxy proxy(URI upstream) throws ProxyStartException {
        return HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .stateless()
                .upstream("anthropic", upstream)
                .upstream("openai", upstream)
                .start();
    }
}
