package io.headroom.proxy.redeem;

import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.message.ChannelChoice;
import io.headroom.proxy.redeem.JsonParts.Part;
import io.headroom.proxy.redeem.Layout.Turn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request as its client sent it. */
final class Conversation {
    private record Insert(int from, int to, String text) {}

    private final byte[] body;
    private final Layout layout;
    /** Before each turn, and after the last one. */
    private final List<String> states = new ArrayList<>();

    private Conversation(byte[] body, Layout layout) {
        this.body = body;
        this.layout = layout;
        String state = layout.start();
        for (Turn turn : layout.turns()) {
            states.add(state);
            state = turn.shown().after(state);
        }
        states.add(state);
    }

    /**
     * Reads a request.
     *
     * @return empty if there is nothing to offer: no tools, a way back that the client has itself, or a body that is no such request
     */
    static Optional<Conversation> read(byte[] body, String target, ModelApi api, JsonParts parts) {
        try {
            return api.request(parts.of(body).members(), target)
                    .filter(layout -> bare(layout.names()))
                    .map(layout -> new Conversation(body, layout));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private static boolean bare(List<String> names) {
        return !names.isEmpty()
                && ChannelChoice.of(names).kind() == RetrievalChannel.Kind.NONE
                && names.stream().noneMatch(ToolOffer.NAME::equals);
    }

    /** The state of the conversation: what the model's next turn follows. */
    String state() {
        return states.get(states.size() - 1);
    }

    /** The body with the tool, and with everything that its client was not shown. Every other byte is as it came. */
    byte[] offered(HiddenTurns turns) {
        List<Insert> inserts = new ArrayList<>();
        inserts.add(new Insert(layout.toolsEnd(), layout.toolsEnd(), "," + layout.tool()));
        Map<Integer, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < layout.turns().size(); i++) {
            int at = i;
            layout.turns().get(i).shown().key(states.get(i)).ifPresent(key -> keys.put(at, key));
        }
        List<String> wanted = new ArrayList<>(keys.values());
        Optional<String> followed = layout.follows().map(Shown::follower);
        followed.ifPresent(wanted::add);
        Map<String, HiddenTurns.Hidden> found = turns.find(wanted);
        followed.map(found::get).ifPresent(hidden -> begin(hidden, inserts));
        keys.forEach((index, key) -> {
            HiddenTurns.Hidden hidden = found.get(key);
            if (hidden != null) {
                restore(index, hidden, inserts);
            }
        });
        return spliced(inserts);
    }

    /** Puts results before everything else. */
    private void begin(HiddenTurns.Hidden hidden, List<Insert> inserts) {
        Part list = layout.list();
        String results = String.join(",", hidden.results());
        if (list.isArray()) {
            String comma = list.elements().isEmpty() ? "" : ",";
            inserts.add(new Insert(list.from() + 1, list.from() + 1, results + comma));
        } else {
            inserts.add(new Insert(list.from(), list.to(), "[" + results + "," + saidByUser(list) + "]"));
        }
    }

    private void restore(int index, HiddenTurns.Hidden hidden, List<Insert> inserts) {
        if (!hidden.results().isEmpty()) {
            Optional<Integer> joint = index + 1 < layout.turns().size()
                    ? layout.turns().get(index + 1).joint()
                    : Optional.empty();
            if (joint.isEmpty()) {
                return;
            }
            inserts.add(new Insert(joint.get(), joint.get(), String.join(",", hidden.results()) + ","));
        }
        Turn turn = layout.turns().get(index);
        inserts.add(new Insert(turn.from(), turn.to(), String.join(",", hidden.messages())));
    }

    private byte[] spliced(List<Insert> inserts) {
        inserts.sort(Comparator.comparingInt(Insert::from));
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 4096);
        int done = 0;
        for (Insert insert : inserts) {
            out.write(body, done, insert.from() - done);
            out.writeBytes(insert.text().getBytes(StandardCharsets.UTF_8));
            done = insert.to();
        }
        out.write(body, done, body.length - done);
        return out.toByteArray();
    }

    /**
     * A body that was sent, with more behind the end of its conversation.
     *
     * @throws MalformedJsonException if it has no conversation
     */
    static byte[] continued(byte[] sent, List<String> more, ModelApi api, JsonParts parts) {
        Part list = parts.of(sent).members().get(api.list());
        if (list == null) {
            throw new MalformedJsonException("no conversation");
        }
        String added = String.join(",", more);
        ByteArrayOutputStream out = new ByteArrayOutputStream(sent.length + added.length());
        if (list.isArray()) {
            int end = list.to() - 1;
            out.write(sent, 0, end);
            out.writeBytes(((list.elements().isEmpty() ? "" : ",") + added).getBytes(StandardCharsets.UTF_8));
            out.write(sent, end, sent.length - end);
        } else {
            out.write(sent, 0, list.from());
            out.writeBytes(("[" + saidByUser(list) + "," + added + "]").getBytes(StandardCharsets.UTF_8));
            out.write(sent, list.to(), sent.length - list.to());
        }
        return out.toByteArray();
    }

    /** What a conversation means that is a mere string. */
    private static String saidByUser(Part text) {
        return "{\"role\":\"user\",\"content\":" + text.raw() + "}";
    }
}
