package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.Frames.Frame;
import io.headroom.proxy.redeem.JsonParts.Part;
import io.headroom.proxy.redeem.ModelApi.Ending;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The pieces of a Gemini answer, each of which is an answer with some of the parts; the last one that tells a reason is the end. */
final class GeminiStream extends EventShape {
    private static final String USAGE = "usageMetadata";

    private final UsageSum usage;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Part> roundUsage = new LinkedHashMap<>();
    private Optional<String> reason = Optional.empty();
    private Map<String, Part> first = Map.of();
    private Map<String, Part> last = Map.of();
    private boolean ended;
    private boolean shownInRound;

    /** Writes into {@code out}. */
    GeminiStream(JsonParts parts, ByteArrayOutputStream out, Function<Consumer<Frame>, Frames> framing) {
        super(parts, out, framing);
        this.usage = new UsageSum(parts);
    }

    @Override
    void event(Frame frame) {
        Map<String, Part> piece = members(frame);
        if (piece.containsKey("error")) {
            error(frame);
            return;
        }
        if (first.isEmpty()) {
            first = piece;
        }
        // Each piece tells the figures of the round so far.
        Members.inner(piece, USAGE).forEach(roundUsage::put);
        Optional<Map<String, Part>> candidate = GeminiContents.candidate(piece);
        if (candidate.isPresent()) {
            candidate(frame, piece, candidate.get());
        } else if (untouched()) {
            pass(frame);
        }
    }

    private void candidate(Frame frame, Map<String, Part> piece, Map<String, Part> candidate) {
        List<Block> told = GeminiContents.blocks(candidate);
        blocks.addAll(told);
        if (told.stream().anyMatch(Block::own)) {
            hide();
        }
        Optional<String> finish = Members.string(candidate, "finishReason");
        if (finish.isPresent()) {
            reason = finish;
            last = piece;
        }
        List<Block> shown = told.stream().filter(block -> !block.own()).toList();
        if (untouched()) {
            shownInRound = true;
            pass(frame);
        } else if (!shown.isEmpty()) {
            shownInRound = true;
            Map<String, String> members = GeminiContents.candidate(candidate, shown);
            members.remove("finishReason");
            write(piece, members, usage.with(roundUsage));
        }
    }

    @Override
    public void sourceEnded() {
        ended = reason.isPresent() && !untouched();
    }

    @Override
    public Optional<Round> round() {
        return ended ? Optional.of(GeminiContents.round(blocks, reason)) : Optional.empty();
    }

    @Override
    public boolean shownInRound() {
        return shownInRound;
    }

    @Override
    void begin() {
        usage.add(roundUsage);
        roundUsage.clear();
        blocks.clear();
        reason = Optional.empty();
        ended = false;
        shownInRound = false;
    }

    @Override
    public void end(Ending ending) {
        usage.add(roundUsage);
        Map<String, Part> piece = last.isEmpty() ? first : last;
        Map<String, String> candidate =
                GeminiContents.candidate(GeminiContents.candidate(piece).orElse(Map.of()), List.of());
        String told = ending == Ending.REGULAR ? "STOP" : reason.orElse("STOP");
        candidate.put("finishReason", JsonStrings.quote(told));
        write(piece, candidate, usage);
        tellEnd();
    }

    @Override
    public void cutOff() {
        end(Ending.REGULAR);
    }

    /** Clients of this API know no comments, but empty texts. */
    @Override
    public void ping() {
        write(
                Map.of(),
                new LinkedHashMap<>(Map.of("content", "{\"role\":\"model\",\"parts\":[{\"text\":\"\"}]}")),
                usage);
    }

    /** Writes a piece as one of the first round's answer. */
    private void write(Map<String, Part> piece, Map<String, String> candidate, UsageSum figures) {
        Map<String, String> members = Members.raw(piece);
        members.put("candidates", "[" + Members.object(candidate) + "]");
        for (String name : List.of("responseId", "modelVersion")) {
            Members.part(first, name).ifPresent(value -> members.put(name, value.raw()));
        }
        if (!figures.isEmpty()) {
            members.put(USAGE, figures.json());
        }
        tell("", Members.object(members));
    }
}
