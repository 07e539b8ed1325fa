package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import io.headroom.proxy.redeem.SseFrames.Frame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer as server-sent events: everything goes on at once but Headroom's own calls, and the end of a turn that has some. */
final class StreamShape implements AnswerShape {
    private static final String NORMAL = "end_turn";

    private final JsonParts parts;
    private final ByteArrayOutputStream out;
    private final SseFrames frames = new SseFrames(this::frame);
    private final UsageSum usage = new UsageSum();
    private final Map<String, BlockDraft> open = new LinkedHashMap<>();
    /** What the client calls the blocks of this round, by the upstream's index. */
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    private final Map<String, Part> roundUsage = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Frame> held = new ArrayList<>();
    private Optional<Map<String, Part>> delta = Optional.empty();
    private Optional<String> stopReason = Optional.empty();
    private @Nullable Frame stop;
    private @Nullable String openShown;
    private int shown;
    private int rounds = 1;
    private boolean shownInRound;
    private boolean hidden;
    private boolean understood = true;
    private boolean raw;

    /** Writes into {@code out}. */
    StreamShape(JsonParts parts, ByteArrayOutputStream out) {
        this.parts = parts;
        this.out = out;
    }

    @Override
    public void feed(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (raw) {
                out.write(bytes, i, length - i);
                return;
            }
            try {
                frames.feed(bytes[i]);
            } catch (RuntimeException e) {
                if (!untouched()) {
                    throw e;
                }
                raw();
            }
        }
    }

    private void frame(Frame frame) {
        if (raw) {
            out.writeBytes(frame.raw());
            return;
        }
        try {
            event(frame);
        } catch (RuntimeException e) {
            if (!untouched()) {
                throw e;
            }
            held.add(frame);
            raw();
        }
    }

    private void event(Frame frame) {
        if (frame.data().isEmpty()) {
            out.writeBytes(frame.raw());
            return;
        }
        Map<String, Part> event = parts.of(frame.data()).members();
        switch (Optional.ofNullable(event.get("type")).flatMap(Part::string).orElse("")) {
            case "message_start" -> messageStart(frame, event);
            case "content_block_start" -> blockStart(frame, event);
            case "content_block_delta" -> blockDelta(frame, event);
            case "content_block_stop" -> blockStop(frame, event);
            case "message_delta" -> messageDelta(frame, event);
            case "message_stop" -> messageStop(frame);
            case "error" -> error(frame);
            default -> out.writeBytes(frame.raw());
        }
    }

    private void messageStart(Frame frame, Map<String, Part> event) {
        figures(event.get("message").members());
        if (rounds == 1) {
            out.writeBytes(frame.raw());
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
        BlockDraft draft = new BlockDraft(parts, event.get("content_block"));
        open.put(index, draft);
        if (draft.own()) {
            hidden = true;
        } else {
            indexes.put(index, shown++);
            openShown = index;
            shownInRound = true;
            show(frame, event, index);
        }
    }

    private void blockDelta(Frame frame, Map<String, Part> event) {
        String index = event.get("index").raw();
        BlockDraft draft = open.get(index);
        draft.delta(event.get("delta"));
        if (!draft.own()) {
            show(frame, event, index);
        }
    }

    private void blockStop(Frame frame, Map<String, Part> event) {
        String index = event.get("index").raw();
        BlockDraft draft = open.remove(index);
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
            out.writeBytes(frame.raw());
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
            out.writeBytes(frame.raw());
        } else {
            held.add(frame);
        }
    }

    private void messageStop(Frame frame) {
        if (untouched()) {
            held.add(frame);
            raw();
        } else {
            stop = frame;
        }
    }

    private void error(Frame frame) {
        if (rounds > 1) {
            throw new IllegalStateException("the upstream told an error in the middle of its answer");
        }
        held.add(frame);
        raw();
    }

    @Override
    public void sourceEnded() {
        // A stream says itself where it ends.
    }

    @Override
    public Optional<Round> round() {
        return stop == null
                ? Optional.empty()
                : Optional.of(new Round(blocks, stopReason, understood && open.isEmpty()));
    }

    @Override
    public boolean untouched() {
        return raw || (rounds == 1 && !hidden);
    }

    @Override
    public void raw() {
        raw = true;
        held.forEach(frame -> out.writeBytes(frame.raw()));
        held.clear();
        out.writeBytes(frames.rest());
    }

    @Override
    public boolean shownInRound() {
        return shownInRound;
    }

    @Override
    public void next() {
        usage.add(roundUsage);
        roundUsage.clear();
        indexes.clear();
        open.clear();
        blocks.clear();
        held.clear();
        frames.rest();
        stop = null;
        stopReason = Optional.empty();
        shownInRound = false;
        rounds++;
    }

    @Override
    public void end(Optional<String> reason) {
        boolean asItCame = rounds == 1 && reason.isEmpty();
        if (asItCame) {
            held.forEach(frame -> out.writeBytes(frame.raw()));
        } else {
            usage.add(roundUsage);
            lastDelta(reason);
        }
        Frame last = stop;
        if (last == null) {
            event("message_stop", "{\"type\":\"message_stop\"}");
        } else {
            out.writeBytes(last.raw());
        }
    }

    private void lastDelta(Optional<String> reason) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("type", "\"message_delta\"");
        delta.ifPresent(event -> event.forEach((name, value) -> members.put(name, value.raw())));
        Map<String, String> inner = new LinkedHashMap<>();
        inner.put("stop_reason", JsonStrings.quote(NORMAL));
        inner.put("stop_sequence", "null");
        delta.map(event -> event.get("delta"))
                .ifPresent(told -> told.members().forEach((name, value) -> inner.put(name, value.raw())));
        reason.ifPresent(text -> inner.put("stop_reason", JsonStrings.quote(text)));
        members.put("delta", Members.object(inner));
        members.put("usage", usage.json());
        event("message_delta", Members.object(members));
    }

    @Override
    public void cutOff() {
        String index = openShown;
        if (index != null) {
            event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + indexes.get(index) + "}");
        }
        stop = null;
        rounds = Math.max(rounds, 2);
        end(Optional.of(NORMAL));
    }

    @Override
    public void ping() {
        event("ping", "{\"type\": \"ping\"}");
    }

    private void write(Map<String, Part> event, Map<String, String> changes) {
        Map<String, String> members = new LinkedHashMap<>();
        event.forEach((name, value) -> members.put(name, value.raw()));
        members.putAll(changes);
        event(event.get("type").string().orElse(""), Members.object(members));
    }

    private void event(String name, String data) {
        // Line ends can only stand between values, where they mean nothing.
        String line = data.replace('\n', ' ').replace('\r', ' ');
        out.writeBytes(("event: " + name + "\ndata: " + line + "\n\n").getBytes(StandardCharsets.UTF_8));
    }
}
