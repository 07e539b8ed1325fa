package io.headroom.proxy.redeem;

import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.message.ChannelChoice;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request of Anthropic's Messages API, as its client sent it. */
final class Conversation {
    private static final String START = "";

    private record Insert(int from, int to, String text) {}

    private final byte[] body;
    private final Map<String, Part> members;
    private final List<Part> messages;
    private final List<Shown> shown = new ArrayList<>();
    /** Before each message, and after the last one. */
    private final List<String> states = new ArrayList<>();

    private Conversation(byte[] body, Map<String, Part> members, List<Part> messages) {
        this.body = body;
        this.members = members;
        this.messages = messages;
        String state = START;
        for (Part message : messages) {
            Shown read = Shown.of(message);
            shown.add(read);
            states.add(state);
            state = read.after(state);
        }
        states.add(state);
    }

    /**
     * Reads a request.
     *
     * @return empty if there is nothing to offer: no tools, a way back that the client has itself, or a body that is no such request
     */
    static Optional<Conversation> read(byte[] body, JsonParts parts) {
        try {
            Map<String, Part> members = parts.of(body).members();
            Part tools = members.get("tools");
            Part messages = members.get("messages");
            if (tools == null || messages == null || !tools.isArray() || !messages.isArray()) {
                return Optional.empty();
            }
            List<String> names = names(tools);
            boolean bare = ChannelChoice.of(names).kind() == RetrievalChannel.Kind.NONE
                    && names.stream().noneMatch(ToolOffer.NAME::equals);
            return names.isEmpty() || !bare
                    ? Optional.empty()
                    : Optional.of(new Conversation(body, members, messages.elements()));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** The names of the tools; of one without a name, nothing. */
    private static List<String> names(Part tools) {
        List<String> names = new ArrayList<>();
        for (Part tool : tools.elements()) {
            names.add(Optional.ofNullable(tool.members().get("name"))
                    .flatMap(Part::string)
                    .orElse(""));
        }
        return names;
    }

    /** The state of the conversation: what the model's next message follows. */
    String state() {
        return states.get(messages.size());
    }

    /** The body with the tool, and with everything that its client was not shown. Every other byte is as it came. */
    byte[] offered(HiddenTurns turns) {
        List<Insert> inserts = new ArrayList<>();
        int toolsEnd = members.get("tools").to() - 1;
        inserts.add(new Insert(toolsEnd, toolsEnd, "," + ToolOffer.ANTHROPIC));
        Map<Integer, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < messages.size(); i++) {
            int at = i;
            shown.get(i).key(states.get(i)).ifPresent(key -> keys.put(at, key));
        }
        Map<String, HiddenTurns.Hidden> found = turns.find(keys.values());
        keys.forEach((index, key) -> {
            HiddenTurns.Hidden hidden = found.get(key);
            if (hidden != null) {
                restore(index, hidden, inserts);
            }
        });
        return spliced(inserts);
    }

    private void restore(int index, HiddenTurns.Hidden hidden, List<Insert> inserts) {
        if (!hidden.results().isEmpty()) {
            Part next = index + 1 < messages.size()
                    ? messages.get(index + 1).members().get("content")
                    : null;
            if (next == null || !next.isArray() || next.elements().isEmpty()) {
                return;
            }
            inserts.add(new Insert(next.from() + 1, next.from() + 1, String.join(",", hidden.results()) + ","));
        }
        Part message = messages.get(index);
        inserts.add(new Insert(message.from(), message.to(), String.join(",", hidden.messages())));
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
     * A body that was sent, with more messages behind its last one.
     *
     * @throws MalformedJsonException if it has no list of messages
     */
    static byte[] continued(byte[] sent, List<String> more, JsonParts parts) {
        Part messages = parts.of(sent).members().get("messages");
        if (messages == null || !messages.isArray()) {
            throw new MalformedJsonException("no messages");
        }
        byte[] insert = ("," + String.join(",", more)).getBytes(StandardCharsets.UTF_8);
        int end = messages.to() - 1;
        ByteArrayOutputStream out = new ByteArrayOutputStream(sent.length + insert.length);
        out.write(sent, 0, end);
        out.writeBytes(insert);
        out.write(sent, end, sent.length - end);
        return out.toByteArray();
    }
}
