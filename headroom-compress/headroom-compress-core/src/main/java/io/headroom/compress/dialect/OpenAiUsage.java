package io.headroom.compress.dialect;

import io.headroom.api.dialect.JsonCursor;
import io.headroom.api.dialect.UsageSink;
import java.util.Optional;

/**
 * Reads a {@code usage} object of OpenAI, whose input figure includes what came from the cache. Chat completions and responses differ
 * only in the names.
 */
final class OpenAiUsage {
    private final String inputName;
    private final String outputName;
    private Optional<Long> input = Optional.empty();
    private Optional<Long> cached = Optional.empty();
    private Optional<Long> output = Optional.empty();

    private OpenAiUsage(String inputName, String outputName) {
        this.inputName = inputName;
        this.outputName = outputName;
    }

    static void chat(JsonCursor usage, UsageSink sink) {
        new OpenAiUsage("prompt_tokens", "completion_tokens").read(usage, sink);
    }

    static void responses(JsonCursor usage, UsageSink sink) {
        new OpenAiUsage("input_tokens", "output_tokens").read(usage, sink);
    }

    private void read(JsonCursor usage, UsageSink sink) {
        usage.members(name -> {
            if (name.equals(inputName)) {
                input = usage.integer();
            } else if (name.equals(outputName)) {
                output = usage.integer();
            } else if (name.equals(inputName + "_details")) {
                details(usage);
            }
        });
        input.ifPresent(tokens -> sink.freshInput(Math.max(0, tokens - cached.orElse(0L))));
        cached.ifPresent(sink::cacheRead);
        output.ifPresent(sink::output);
    }

    private void details(JsonCursor details) {
        details.members(name -> {
            if (name.equals("cached_tokens")) {
                cached = details.integer();
            }
        });
    }
}
