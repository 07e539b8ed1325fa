package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.Frames.Frame;
import io.headroom.proxy.redeem.JsonParts.Part;
import io.headroom.proxy.redeem.ModelApi.Ending;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pieces of a chat completion: deltas of one message, the reason of its end, the figures where they were asked for, and a mark. */
final class ChatStream extends EventShape {
    private static final String DONE = "[DONE]";
    private static final String USAGE = "usage";

    private final JsonParts parts;
    private final UsageSum usage;
    private final Map<String, ChatCall> open = new LinkedHashMap<>();
    private final List<ChatCall> calls = new ArrayList<>();
    /** The other members of the message, as they have grown so far. */
    private final Map<String, List<Part>> grown = new LinkedHashMap<>();

    private final Map<String, Part> roundUsage = new LinkedHashMap<>();
    private Optional<String> reason = Optional.empty();
    private Map<String, Part> first = Map.of();
    /** The piece that told the reason of the end, and the one that told figures alone. */
    private Map<String, Part> last = Map.of();

    private Map<String, Part> figures = Map.of();
    private boolean marked;
    private boolean ended;
    private int shownCalls;
    private boolean shownInRound;

    /** Writes into {@code out}. */
    ChatStream(JsonParts parts, ByteArrayOutputStream out) {
        super(parts, out, SseFrames::new);
        this.parts = parts;
        this.usage = new UsageSum(parts);
    }

    @Override
    void event(Frame frame) {
        if (frame.data().strip().equals(DONE)) {
            done(frame);
            return;
        }
        Map<String, Part> piece = members(frame);
        if (Members.part(piece, "error").isPresent()) {
            error(frame);
            return;
        }
        if (first.isEmpty()) {
            first = piece;
        }
        Members.inner(piece, USAGE).forEach(roundUsage::put);
        Optional<Part> choices = Members.part(piece, "choices");
        if (choices.isEmpty() || choices.get().elements().isEmpty()) {
            withoutChoice(frame, piece);
        } else {
            choice(frame, piece, ChatCompletions.choice(piece));
        }
    }

    private void done(Frame frame) {
        marked = true;
        if (untouched()) {
            hold(frame);
            raw();
        } else {
            ended = true;
        }
    }

    private void withoutChoice(Frame frame, Map<String, Part> piece) {
        if (untouched()) {
            pass(frame);
        }
        if (Members.part(piece, USAGE).isPresent()) {
            figures = piece;
        }
    }

    private void choice(Frame frame, Map<String, Part> piece, Map<String, Part> choice) {
        Map<String, String> shown = new LinkedHashMap<>();
        Members.inner(choice, "delta").forEach((name, value) -> delta(name, value, shown));
        Optional<String> told = Members.string(choice, "finish_reason");
        if (told.isPresent()) {
            reason = told;
            last = piece;
        }
        if (untouched()) {
            shownInRound = true;
            pass(frame);
        } else if (!shown.isEmpty()) {
            shownInRound = true;
            Map<String, String> members = Members.raw(choice);
            members.put("delta", Members.object(shown));
            members.put("finish_reason", "null");
            write(piece, "[" + Members.object(members) + "]", Optional.empty());
        }
    }

    private void delta(String name, Part value, Map<String, String> shown) {
        if (name.equals(ChatCompletions.CALLS) && value.isArray()) {
            List<String> others = new ArrayList<>();
            value.elements().forEach(call -> call(call.members()).ifPresent(others::add));
            if (!others.isEmpty()) {
                shown.put(name, Members.array(others));
            }
            return;
        }
        boolean role = name.equals("role");
        if (!role && !value.isNull()) {
            grown.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        // Of later rounds only what says something: they are no new message.
        if (firstRound() || (!role && !value.isNull())) {
            shown.put(name, value.raw());
        }
    }

    /** Takes a piece of a call, and returns what the client sees of it. */
    private Optional<String> call(Map<String, Part> piece) {
        String index = Members.part(piece, "index").map(Part::raw).orElse("0");
        ChatCall call = open.get(index);
        if (call == null || call.endsBefore(piece)) {
            call = new ChatCall(piece, shownCalls);
            open.put(index, call);
            calls.add(call);
            if (call.own()) {
                hide();
            } else {
                shownCalls++;
            }
        } else {
            call.add(piece);
        }
        if (call.own()) {
            return Optional.empty();
        }
        Map<String, String> members = Members.raw(piece);
        members.put("index", "" + call.shownIndex());
        return Optional.of(Members.object(members));
    }

    @Override
    public void sourceEnded() {
        // Not all send the mark.
        ended |= reason.isPresent() && !untouched();
    }

    @Override
    public Optional<Round> round() {
        return ended && reason.isPresent()
                ? Optional.of(ChatCompletions.round(blocks(), reason, true))
                : Optional.empty();
    }

    private List<Block> blocks() {
        Map<String, String> message = new LinkedHashMap<>();
        grown.forEach((name, values) -> message.put(name, joined(values)));
        List<Block> blocks = new ArrayList<>(
                ChatCompletions.blocks(parts.of(Members.object(message)).members()));
        calls.forEach(call -> blocks.add(call.block(parts)));
        return blocks;
    }

    private static String joined(List<Part> values) {
        if (values.get(0).isArray()) {
            List<String> all = new ArrayList<>();
            values.stream()
                    .filter(Part::isArray)
                    .forEach(value -> value.elements().forEach(element -> all.add(element.raw())));
            return Members.array(all);
        }
        if (values.get(0).string().isPresent()) {
            StringBuilder text = new StringBuilder();
            values.forEach(value -> value.string().ifPresent(text::append));
            return JsonStrings.quote(text.toString());
        }
        return values.get(values.size() - 1).raw();
    }

    @Override
    public boolean shownInRound() {
        return shownInRound;
    }

    @Override
    void begin() {
        usage.add(roundUsage);
        roundUsage.clear();
        open.clear();
        calls.clear();
        grown.clear();
        reason = Optional.empty();
        ended = false;
        shownInRound = false;
    }

    @Override
    public void end(Ending ending) {
        usage.add(roundUsage);
        String told = ending == Ending.REGULAR ? "stop" : reason.orElse("stop");
        Map<String, Part> template = last.isEmpty() ? first : last;
        Map<String, String> choice = template.isEmpty() || isBare(template)
                ? new LinkedHashMap<>(Map.of("index", "0"))
                : Members.raw(ChatCompletions.choice(template));
        choice.put("delta", "{}");
        choice.put("finish_reason", JsonStrings.quote(told));
        boolean inside = Members.part(template, USAGE).isPresent();
        write(template, "[" + Members.object(choice) + "]", inside ? Optional.of(usage.json()) : Optional.empty());
        if (!figures.isEmpty()) {
            write(figures, "[]", Optional.of(usage.json()));
        }
        if (marked) {
            tell("", DONE);
        }
    }

    private static boolean isBare(Map<String, Part> piece) {
        return Members.part(piece, "choices")
                .map(list -> list.elements().isEmpty())
                .orElse(true);
    }

    @Override
    public void cutOff() {
        end(Ending.REGULAR);
    }

    /** A comment, which clients of this API know from other servers. */
    @Override
    public void ping() {
        tell(": ping\n\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a piece as one of the first round's answer. */
    private void write(Map<String, Part> piece, String choices, Optional<String> sum) {
        Map<String, String> members = Members.raw(piece);
        for (String name : List.of("id", "created")) {
            Members.part(first, name).ifPresent(value -> members.put(name, value.raw()));
        }
        members.put("choices", choices);
        if (members.containsKey(USAGE)) {
            members.put(USAGE, sum.orElse("null"));
        }
        tell("", Members.object(members));
    }
}
