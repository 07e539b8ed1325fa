package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An answer as one JSON document, which is held until it is complete. */
final class DocumentShape implements AnswerShape {
    private static final int MAX_DOCUMENT = 32 << 20;

    private final JsonParts parts;
    private final ByteArrayOutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final UsageSum usage = new UsageSum();
    private final List<Block> shown = new ArrayList<>();
    private Map<String, Part> last = Map.of();
    private Optional<String> id = Optional.empty();
    private Optional<Round> round = Optional.empty();
    private int rounds = 1;
    private boolean raw;

    /** Writes into {@code out}. */
    DocumentShape(JsonParts parts, ByteArrayOutputStream out) {
        this.parts = parts;
        this.out = out;
    }

    @Override
    public void feed(byte[] bytes, int length) {
        held.write(bytes, 0, length);
        if (raw) {
            raw();
        } else if (held.size() > MAX_DOCUMENT) {
            throw new IllegalStateException("an answer of more than " + MAX_DOCUMENT + " bytes");
        }
    }

    @Override
    public void sourceEnded() {
        if (raw) {
            return;
        }
        Map<String, Part> members = parts.of(held.toByteArray()).members();
        List<Block> blocks =
                members.get("content").elements().stream().map(Block::of).toList();
        Optional<String> reason =
                Optional.ofNullable(members.get("stop_reason")).flatMap(Part::string);
        Part told = members.get("usage");
        usage.add(told == null ? Map.of() : told.members());
        last = members;
        if (id.isEmpty()) {
            id = Optional.ofNullable(members.get("id")).map(Part::raw);
        }
        Round read = new Round(blocks, reason, true);
        shown.addAll(read.shown());
        round = Optional.of(read);
    }

    @Override
    public Optional<Round> round() {
        return round;
    }

    @Override
    public boolean untouched() {
        return raw || rounds == 1;
    }

    @Override
    public void raw() {
        raw = true;
        out.writeBytes(held.toByteArray());
        held.reset();
    }

    @Override
    public boolean shownInRound() {
        return false;
    }

    @Override
    public void next() {
        rounds++;
        held.reset();
        round = Optional.empty();
    }

    @Override
    public void end(Optional<String> stopReason) {
        boolean asItCame = rounds == 1
                && stopReason.isEmpty()
                && round.map(read -> read.calls().isEmpty()).orElse(false);
        if (asItCame) {
            raw();
            return;
        }
        Map<String, String> members = new LinkedHashMap<>();
        last.forEach((name, value) -> members.put(name, value.raw()));
        id.ifPresent(first -> members.put("id", first));
        members.put("content", shown.stream().map(Block::json).collect(Collectors.joining(",", "[", "]")));
        stopReason.ifPresent(reason -> members.put("stop_reason", JsonStrings.quote(reason)));
        if (rounds > 1) {
            members.put("usage", usage.json());
        }
        out.writeBytes(Members.object(members).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void cutOff() {
        end(Optional.of("end_turn"));
    }

    /** White space before a document means nothing. */
    @Override
    public void ping() {
        out.write('\n');
    }
}
