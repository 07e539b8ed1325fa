package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.JsonParts.Part;
import io.headroom.proxy.redeem.ModelApi.Ending;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer as one JSON document, which is held until it is complete. */
final class DocumentShape implements AnswerShape {
    private static final int MAX_DOCUMENT = 32 << 20;

    private final JsonParts parts;
    private final ModelApi api;
    private final ByteArrayOutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final UsageSum usage;
    private final List<Block> shown = new ArrayList<>();
    private Map<String, Part> first = Map.of();
    private Map<String, Part> last = Map.of();
    private Optional<Round> round = Optional.empty();
    private int rounds = 1;
    private boolean raw;

    /** Writes into {@code out}. */
    DocumentShape(JsonParts parts, ModelApi api, ByteArrayOutputStream out) {
        this.parts = parts;
        this.api = api;
        this.out = out;
        this.usage = new UsageSum(parts);
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
        Reading reading = api.read(members);
        usage.add(reading.usage());
        last = members;
        if (rounds == 1) {
            first = members;
        }
        shown.addAll(reading.round().shown());
        round = Optional.of(reading.round());
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
    public void end(Ending ending) {
        boolean asItCame = rounds == 1
                && ending == Ending.AS_TOLD
                && round.map(read -> read.calls().isEmpty()).orElse(false);
        if (asItCame) {
            raw();
            return;
        }
        Optional<String> sum = rounds > 1 ? Optional.of(usage.json()) : Optional.empty();
        out.writeBytes(api.write(first, last, shown, sum, ending).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void cutOff() {
        end(Ending.REGULAR);
    }

    /** White space before a document means nothing. */
    @Override
    public void ping() {
        out.write('\n');
    }
}
