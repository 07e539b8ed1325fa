package io.headroom.compress.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.dialect.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PX-1501")
class BuiltInDialectsTest {
    private static final List<String> IDS = List.of("anthropic-messages", "gemini", "openai-chat", "openai-responses");

    @Test
    void theyAreFoundLikeAnyPlugin() {
        // The tests run inside the module, which does not use the service itself and so may not ask for it.
        List<String> ids = Optional.ofNullable(
                        AnthropicMessages.class.getModule().getDescriptor())
                .map(module -> module.provides().stream()
                        .filter(service -> service.service().equals(Dialect.class.getName()))
                        .flatMap(service -> service.providers().stream())
                        .sorted()
                        .map(BuiltInDialectsTest::id)
                        .toList())
                .orElseGet(BuiltInDialectsTest::loaded);

        assertEquals(IDS, ids);
    }

    @Test
    void theClassPathKnowsTheSameOnes() throws IOException {
        try (InputStream services =
                AnthropicMessages.class.getResourceAsStream("/META-INF/services/" + Dialect.class.getName())) {
            List<String> ids = new String(services.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(BuiltInDialectsTest::id)
                    .sorted()
                    .toList();

            assertEquals(IDS, ids);
        }
    }

    @Test
    void eachNamesItsUpstream() {
        assertEquals("anthropic", new AnthropicMessages().upstream());
        assertEquals("openai", new OpenAiChat().upstream());
        assertEquals("openai", new OpenAiResponses().upstream());
        assertEquals("gemini", new Gemini().upstream());
    }

    private static List<String> loaded() {
        return ServiceLoader.load(Dialect.class).stream()
                .map(provider -> provider.get().id())
                .sorted()
                .toList();
    }

    private static String id(String className) {
        try {
            return ((Dialect) Class.forName(className).getConstructor().newInstance()).id();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(className, e);
        }
    }
}
