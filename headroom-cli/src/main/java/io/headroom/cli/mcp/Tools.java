package io.headroom.cli.mcp;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.original.OriginalStore;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.MalformedSliceException;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.compress.retrieve.Slice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tools do, without the protocol. Answers are values that can be written as JSON. Thread-safe. */
final class Tools {
    /** What a shortened text names as the way back: the tool as the client knows it. */
    static final String RETRIEVE = "headroom_retrieve";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<Mode> MODES = List.of(Mode.LOSSLESS, Mode.BALANCED, Mode.AGGRESSIVE);

    private final CompressionEngine engine;
    private final OriginalStore originals;
    private final Retrieval retrieval;
    private final LongAdder compressed = new LongAdder();
    private final LongAdder tokensBefore = new LongAdder();
    private final LongAdder tokensAfter = new LongAdder();
    private final LongAdder retrieved = new LongAdder();

    /**
     * A part of an original.
     *
     * @param text its source text
     * @param more how to go on, where something was cut
     */
    record Part(String text, Optional<String> more) {}

    Tools(CompressionEngine engine, OriginalStore originals) {
        this.engine = engine;
        this.originals = originals;
        this.retrieval = new Retrieval(originals);
    }

    /** Loads what the first call would otherwise wait for; takes a moment. */
    void warmUp() {
        engine.warmUp();
    }

    /** Shrinks a text. What is not the text itself any more has an id, by which the text can be asked for, whatever its form keeps. */
    Map<String, Object> compress(ToolArguments arguments) throws ToolFailure {
        String content = arguments.required("content", "the text to shrink");
        Optional<String> tool = arguments.optional("tool");
        Mode mode = mode(arguments.optional("mode"));
        Hint hint = new Hint(tool, Optional.empty(), false, Optional.empty());
        Outcome outcome = engine.compress(
                new CompressionRequest(new Content(content), hint, mode, RetrievalChannel.tool(RETRIEVE)),
                Deadline.after(LONGEST, new Cancellation()));
        Optional<String> id = outcome.id();
        if (id.isEmpty() && outcome.kind() == Outcome.Kind.COMPRESSED) {
            id = retrieval.keep(content, tool, PATIENCE).map(RetrievalId::toString);
        }
        compressed.increment();
        tokensBefore.add(outcome.tokens().before());
        tokensAfter.add(outcome.tokens().after());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("compressed", outcome.form());
        answer.put("id", id.orElse(null));
        answer.put("original_tokens", outcome.tokens().before());
        answer.put("compressed_tokens", outcome.tokens().after());
        answer.put("left_out", leftOut(outcome.leftOut()));
        return answer;
    }

    /** Gives a part of an original. */
    Part retrieve(ToolArguments arguments) throws ToolFailure {
        String id = arguments.required("id", "the id in the last line of the shortened text");
        Map<String, String> words = new LinkedHashMap<>(arguments.words());
        words.remove("id");
        // Models fill in what they leave open; only keys mean something when they are empty: the names.
        words.entrySet()
                .removeIf(word -> word.getValue().isEmpty() && !word.getKey().equals("keys"));
        Slice slice;
        try {
            slice = Slice.of(words);
        } catch (MalformedSliceException e) {
            throw new ToolFailure(e.getMessage());
        }
        Answer answer = retrieval.retrieve(id, slice);
        if (!(answer instanceof Answer.Part part)) {
            throw new ToolFailure(message(answer));
        }
        retrieved.increment();
        return new Part(
                part.text(),
                part.cut()
                        .map(cut -> "[headroom: these are " + cut.shown() + "; go on with: " + RETRIEVE + " id="
                                + id.strip() + " " + call(cut.rest()) + "]"));
    }

    /** Figures of the store, and of the calls so far. */
    Map<String, Object> stats() {
        OriginalStore.Stats stats = originals.stats();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("compressed", compressed.sum());
        answer.put("original_tokens", tokensBefore.sum());
        answer.put("compressed_tokens", tokensAfter.sum());
        answer.put("retrieved", retrieved.sum());
        answer.put("stored", stats.entries());
        answer.put("stored_bytes", stats.bytes());
        stats.oldest().ifPresent(oldest -> answer.put("oldest", oldest.toString()));
        answer.put("evictions", stats.evictions());
        originals.trouble().ifPresent(trouble -> answer.put("trouble", trouble));
        return answer;
    }

    private Mode mode(Optional<String> given) throws ToolFailure {
        if (given.isEmpty()) {
            return engine.settings().mode();
        }
        String key = given.get().toLowerCase(Locale.ROOT);
        return MODES.stream()
                .filter(mode -> mode.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ToolFailure(
                        "mode: is one of " + MODES.stream().map(Mode::key).collect(Collectors.joining(", "))));
    }

    /** The gaps as arguments of the retrieval tool, those of one place together: {@code {"path": "/items", "rows": "3-36,40-52"}}. */
    private static List<Map<String, String>> leftOut(List<LeftOut> gaps) {
        record Place(String path, Slice.Selection selection) {}
        Map<Place, Stream.Builder<Slice.Range>> places = new LinkedHashMap<>();
        for (LeftOut gap : gaps) {
            Slice slice = numbered(gap) ? Slice.of(gap) : Slice.whole();
            Stream.Builder<Slice.Range> ranges =
                    places.computeIfAbsent(new Place(slice.path(), slice.selection()), place -> Stream.builder());
            slice.ranges().forEach(ranges::add);
        }
        return places.entrySet().stream()
                .map(place -> new Slice(
                                place.getKey().path(),
                                place.getKey().selection(),
                                place.getValue().build().toList(),
                                Optional.empty(),
                                Slice.whole().maxTokens())
                        .words())
                .toList();
    }

    private static boolean numbered(LeftOut gap) {
        return switch (gap.unit()) {
            case ROW, KEY, ITEM, LINE, HUNK, CHARACTER, UPDATE -> true;
            case WORD, CODE, MARKUP -> false;
        };
    }

    private static String call(Slice slice) {
        return slice.words().entrySet().stream()
                .map(word -> word.getKey() + "=" + word.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String message(Answer answer) {
        if (answer instanceof Answer.Outside outside) {
            return outside.message();
        }
        if (answer instanceof Answer.Evicted evicted) {
            return evicted.message();
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            return unavailable.message();
        }
        return ((Answer.Unknown) answer).message();
    }
}
