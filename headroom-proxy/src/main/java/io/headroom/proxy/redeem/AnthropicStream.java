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
import org.jspecify.annotations.Nullable;

/** The events of Anthropic's Messages API: blocks that begin, grow and end, each under its index. */
final class AnthropicStream extends EventShape {
    private static final String NORMAL = "end_turn";

    private final JsonParts parts;
    private final UsageSum usage;
    private final Map<String, AnthropicDraft> open = new LinkedHashMap<>();
    /** What the client calls the blocks of this round, by the upstream's index. */
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    private final Map<String, Part> roundUsage = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private Optional<Map<String, Part>> delta = Optional.empty();
    private Optional<String> stopReason = Optional.empty();
    private @Nullable Frame stop;
    private @Nullable String openShown;
    private int shown;
    private boolean shownInRound;
    private boolean understood = true;
    private boolean cut;

    /** Writes into {@code out}. */
    AnthropicStream(JsonParts parts, ByteArrayOutputStream out) {
        super(parts, out, SseFrames::new);
        this.parts = parts;
        this.usage = new UsageSum(parts);
    }

    @Override
    void event(Frame frame) {
        Map<String, Part> event = members(frame);
        switch (Members.string(event, "type").orElse("")) {
            case "message_start" -> messageStart(frame, event);
            case "content_block_start" -> blockStart(frame, event);
            case "content_block_delta" -> blockDelta(frame, event);
            case "content_block_stop" -> blockStop(frame, event);
            case "message_delta" -> messageDelta(frame, event);
            case "message_stop" -> messageStop(frame);
            case "error" -> error(frame);
            default -> pass(frame);
        }
    }

    private void messageStart(Frame frame, Map<String, Part> event) {
        figures(event.get("message").members());
        if (firstRound()) {
            pass(frame);
        }
    }

    private void figures(Map<String, Part> owner) {
        Part told = owner.get("usage");
        if (told != null) {
            told.members().forEach(roundUsage::put);
        }
    }

    private void blockStart(Frame frame, Map<String, Part> event) {
        String index = event.get("index").raw();
        AnthropicDraft draft = new AnthropicDraft(parts, event.get("content_block"));
        open.put(index, draft);
        if (draft.own()) {
            hide();
        } else {
            indexes.put(index, shown++);
            openShown = index;
            shownInRound = true;
            show(frame, event, index);
        }
    }

    private void blockDelta(Frame frame, Map<String, Part> event) {
        String index = event.get("index").raw();
        AnthropicDraft draft = open.get(index);
        draft.delta(event.get("delta"));
        if (!draft.own()) {
            show(frame, event, index);
        }
    }

    private void blockStop(Frame frame, Map<String, Part> event) {
        String index = event.get("index").raw();
        AnthropicDraft draft = open.remove(index);
        understood &= draft.understood();
        blocks.add(draft.block());
        if (!draft.own()) {
            openShown = null;
            show(frame, event, index);
        }
    }

    /** Shows an event of a block, under the index that the client expects. */
    private void show(Frame frame, Map<String, Part> event, String index) {
        String wanted = "" + indexes.get(index);
        if (wanted.equals(index)) {
            pass(frame);
        } else {
            write(event, Map.of("index", wanted));
        }
    }

    private void messageDelta(Frame frame, Map<String, Part> event) {
        figures(event);
        delta = Optional.of(event);
        stopReason = Optional.ofNullable(event.get("delta"))
                .map(Part::members)
                .flatMap(members -> Optional.ofNullable(members.get("stop_reason")))
                .flatMap(Part::string);
        if (untouched()) {
            pass(frame);
        } else {
            hold(frame);
        }
    }

    private void messageStop(Frame frame) {
        if (untouched()) {
            hold(frame);
            raw();
        } else {
            stop = frame;
        }
    }

    @Override
    public void sourceEnded() {
        // A stream says itself where it ends.
    }

    @Override
    public Optional<Round> round() {
        return stop == null
                ? Optional.empty()
                : Optional.of(new Round(
                        blocks,
                        stopReason.filter("tool_use"::equals).isPresent(),
                        understood && open.isEmpty(),
                        Optional.empty()));
    }

    @Override
    public boolean shownInRound() {
        return shownInRound;
    }

    @Override
    void begin() {
        usage.add(roundUsage);
        roundUsage.clear();
        indexes.clear();
        open.clear();
        blocks.clear();
        stop = null;
        stopReason = Optional.empty();
        shownInRound = false;
    }

    @Override
    public void end(Ending ending) {
        if (firstRound() && !cut && ending == Ending.AS_TOLD) {
            release();
        } else {
            usage.add(roundUsage);
            lastDelta(ending);
        }
        Frame last = stop;
        if (last == null) {
            tell("message_stop", "{\"type\":\"message_stop\"}");
        } else {
            pass(last);
        }
    }

    private void lastDelta(Ending ending) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("type", "\"message_delta\"");
        delta.ifPresent(event -> event.forEach((name, value) -> members.put(name, value.raw())));
        Map<String, String> inner = new LinkedHashMap<>();
        inner.put("stop_reason", JsonStrings.quote(NORMAL));
        inner.put("stop_sequence", "null");
        delta.map(event -> event.get("delta"))
                .ifPresent(told -> told.members().forEach((name, value) -> inner.put(name, value.raw())));
        if (ending == Ending.REGULAR) {
            inner.put("stop_reason", JsonStrings.quote(NORMAL));
        }
        members.put("delta", Members.object(inner));
        members.put("usage", usage.json());
        tell("message_delta", Members.object(members));
    }

    @Override
    public void cutOff() {
        String index = openShown;
        if (index != null) {
            tell("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + indexes.get(index) + "}");
        }
        stop = null;
        cut = true;
        end(Ending.REGULAR);
    }

    @Override
    public void ping() {
        tell("ping", "{\"type\": \"ping\"}");
    }

    private void write(Map<String, Part> event, Map<String, String> changes) {
        Map<String, String> members = Members.raw(event);
        members.putAll(changes);
        tell(Members.string(event, "type").orElse(""), Members.object(members));
    }
}
