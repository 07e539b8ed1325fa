package io.headroom.compress.dialect;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.RequestSink;
import io.headroom.api.dialect.UsageSink;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Google's Gemini API. The model and whether the answer is a stream stand in the path, so a body tells neither.
 */
public final class Gemini implements Dialect {
    private static final Pattern PATH =
            Pattern.compile("/v1(?:beta|alpha)/models/[^/:]+:(?:generateContent|streamGenerateContent|countTokens)");

    private final ShellCommand commands = new ShellCommand();

    /** Creates the dialect. */
    public Gemini() {}

    @Override
    public String id() {
        return "gemini";
    }

    @Override
    public String upstream() {
        return "gemini";
    }

    @Override
    public boolean accepts(String method, String rawPath) {
        return method.equals("POST") && PATH.matcher(rawPath).matches();
    }

    @Override
    public void scan(JsonCursor body, RequestSink sink) {
        new GeminiRequest(body, sink, commands).read();
    }

    @Override
    public void usage(JsonCursor answer, UsageSink sink) {
        if (answer.kind() == JsonCursor.Kind.ARRAY) {
            // A stream without alt=sse is one array of answers.
            answer.elements(() -> chunk(answer, sink));
        } else {
            chunk(answer, sink);
        }
    }

    @Override
    public List<String> prompt() {
        return List.of("tools", "systemInstruction", "system_instruction", "contents");
    }

    @Override
    public String error(OwnError error) {
        return ErrorDocument.google(error);
    }

    private static void chunk(JsonCursor answer, UsageSink sink) {
        answer.members(name -> {
            if (name.equals("usageMetadata")) {
                new Figures().read(answer, sink);
            }
        });
    }

    /** The prompt's figure includes what came from the cache, but not what tools added; thoughts are apart from the candidates. */
    private static final class Figures {
        private Optional<Long> prompt = Optional.empty();
        private Optional<Long> toolPrompt = Optional.empty();
        private Optional<Long> cached = Optional.empty();
        private Optional<Long> candidates = Optional.empty();
        private Optional<Long> thoughts = Optional.empty();

        void read(JsonCursor usage, UsageSink sink) {
            usage.members(name -> {
                switch (name) {
                    case "promptTokenCount" -> prompt = usage.integer();
                    case "toolUsePromptTokenCount" -> toolPrompt = usage.integer();
                    case "cachedContentTokenCount" -> cached = usage.integer();
                    case "candidatesTokenCount" -> candidates = usage.integer();
                    case "thoughtsTokenCount" -> thoughts = usage.integer();
                    default -> usage.skip();
                }
            });
            prompt.ifPresent(
                    tokens -> sink.freshInput(Math.max(0, tokens - cached.orElse(0L)) + toolPrompt.orElse(0L)));
            cached.ifPresent(sink::cacheRead);
            candidates
                    .map(tokens -> tokens + thoughts.orElse(0L))
                    .or(() -> thoughts)
                    .ifPresent(sink::output);
        }
    }
}
