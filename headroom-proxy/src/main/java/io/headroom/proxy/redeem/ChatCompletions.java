package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * OpenAI's chat completions, as many others speak them, too: messages with a text and calls; each result is a message of its own. What a
 * message says is taken as blocks here, one for each of its members and one for each call.
 */
final class ChatCompletions implements ModelApi {
    static final String CALLS = "tool_calls";
    private static final String CONTENT = "content";
    /** Some call it a stop when tools are called. */
    private static final Set<String> REGULAR = Set.of("tool_calls", "stop");
    /** Told with an answer, but no part of a message that is sent. */
    private static final Set<String> NOT_SENT = Set.of("role", "annotations");

    private final JsonParts parts;

    ChatCompletions(JsonParts parts) {
        this.parts = parts;
    }

    @Override
    public String dialect() {
        return "openai-chat";
    }

    @Override
    public String list() {
        return "messages";
    }

    @Override
    public Optional<Layout> request(Map<String, Part> members, String target) {
        Part tools = members.get("tools");
        Part messages = members.get(list());
        boolean one = Members.part(members, "n").map(n -> n.raw().equals("1")).orElse(true);
        if (!one || tools == null || messages == null || !tools.isArray() || !messages.isArray()) {
            return Optional.empty();
        }
        List<String> names =
                tools.elements().stream().map(tool -> name(tool.members())).toList();
        List<Layout.Turn> turns = messages.elements().stream()
                .map(message -> Layout.Turn.of(message, shown(message), Optional.empty()))
                .toList();
        return Optional.of(new Layout(names, tools.to() - 1, ToolOffer.CHAT, messages, turns, "", Optional.empty()));
    }

    /** The name of a tool or of a call, whose kind is a member. */
    private static String name(Map<String, Part> tool) {
        return Members.string(Members.inner(tool, "function"), "name")
                .or(() -> Members.string(Members.inner(tool, "custom"), "name"))
                .orElse("");
    }

    private static Shown shown(Part message) {
        Map<String, Part> members = message.members();
        List<String> calls = new ArrayList<>();
        Members.part(members, CALLS)
                .filter(Part::isArray)
                .ifPresent(array -> array.elements()
                        .forEach(call -> calls.add(
                                call(call).call().map(Block.Call::reference).orElse(""))));
        List<String> results = Members.string(members, "tool_call_id").stream().toList();
        return new Shown(
                Members.string(members, "role").orElse(""),
                Members.part(members, CONTENT).map(ChatCompletions::text).orElse(""),
                calls,
                results);
    }

    /** The text of a content, which is a string or a list of parts. */
    private static String text(Part content) {
        if (!content.isArray()) {
            return content.string().orElse("");
        }
        return content.elements().stream()
                .map(part -> Members.string(part.members(), "text").orElse(""))
                .collect(Collectors.joining());
    }

    /** A complete call. */
    static Block call(Part call) {
        Map<String, Part> members = call.members();
        String input = Members.string(Members.inner(members, "function"), "arguments")
                .or(() -> Members.string(Members.inner(members, "custom"), "input"))
                .orElse("");
        return Block.call(
                CALLS, call.raw(), new Block.Call(Members.string(members, "id"), Optional.of(name(members)), input));
    }

    /** A message of the model as blocks. */
    static List<Block> blocks(Map<String, Part> message) {
        List<Block> blocks = new ArrayList<>();
        message.forEach((name, value) -> {
            if (name.equals(CALLS) && value.isArray()) {
                value.elements().forEach(call -> blocks.add(call(call)));
            } else if (name.equals(CONTENT) && !value.isNull()) {
                blocks.add(Block.text(name, value.raw(), Optional.of(text(value))));
            } else if (!name.equals("role") && !value.isNull()) {
                blocks.add(Block.other(name, value.raw()));
            }
        });
        return blocks;
    }

    /** Blocks as members of one message: texts and lists of several are joined. */
    private Map<String, String> message(List<Block> blocks) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("role", "\"assistant\"");
        members.put(CONTENT, "null");
        List<String> calls = new ArrayList<>();
        for (Block block : blocks) {
            if (block.call().isPresent()) {
                calls.add(block.json());
            } else {
                members.merge(block.type(), block.json(), this::joined);
            }
        }
        if (!calls.isEmpty()) {
            members.put(CALLS, Members.array(calls));
        }
        return members;
    }

    private String joined(String before, String now) {
        Part one = parts.of(before);
        Part other = parts.of(now);
        if (one.isArray() && other.isArray()) {
            List<String> all = new ArrayList<>();
            one.elements().forEach(element -> all.add(element.raw()));
            other.elements().forEach(element -> all.add(element.raw()));
            return Members.array(all);
        }
        Optional<String> text = one.string().flatMap(first -> other.string().map(first::concat));
        return text.map(JsonStrings::quote).orElse(now);
    }

    @Override
    public List<String> said(List<Block> blocks) {
        List<Block> sent = blocks.stream()
                .filter(block -> !NOT_SENT.contains(block.type()))
                .toList();
        boolean something = sent.stream()
                .anyMatch(block -> block.call().isPresent()
                        || block.text().filter(text -> !text.isEmpty()).isPresent());
        return something ? List.of(Members.object(message(sent))) : List.of();
    }

    @Override
    public String result(Block call, Found found) {
        String id = call.call().map(Block.Call::reference).orElse("");
        return "{\"role\":\"tool\",\"tool_call_id\":" + JsonStrings.quote(id) + ",\"content\":"
                + JsonStrings.quote(found.text()) + "}";
    }

    @Override
    public List<String> answered(List<String> results) {
        return results;
    }

    @Override
    public boolean joinsResults() {
        return false;
    }

    @Override
    public Reading read(Map<String, Part> answer) {
        Map<String, Part> choice = choice(answer);
        List<Block> blocks = blocks(choice.get("message").members());
        return new Reading(
                round(blocks, Members.string(choice, "finish_reason"), true), Members.inner(answer, "usage"));
    }

    /** The one choice of an answer, or of a piece of one. */
    static Map<String, Part> choice(Map<String, Part> answer) {
        List<Part> choices = answer.get("choices").elements();
        if (choices.size() != 1) {
            throw new IllegalStateException("an answer with " + choices.size() + " choices");
        }
        return choices.get(0).members();
    }

    static Round round(List<Block> blocks, Optional<String> reason, boolean understood) {
        return new Round(blocks, reason.filter(REGULAR::contains).isPresent(), understood, Optional.empty());
    }

    @Override
    public String write(
            Map<String, Part> first, Map<String, Part> last, List<Block> shown, Optional<String> usage, Ending ending) {
        Map<String, String> choice = Members.raw(choice(last));
        Map<String, String> message =
                Members.raw(parts.of(choice.get("message")).members());
        message.remove(CALLS);
        message.putAll(message(shown));
        choice.put("message", Members.object(message));
        if (ending == Ending.REGULAR) {
            choice.put("finish_reason", "\"stop\"");
        }
        Map<String, String> members = Members.raw(last);
        Members.part(first, "id").ifPresent(id -> members.put("id", id.raw()));
        members.put("choices", "[" + Members.object(choice) + "]");
        usage.ifPresent(sum -> members.put("usage", sum));
        return Members.object(members);
    }

    @Override
    public AnswerShape stream(String target, ByteArrayOutputStream out) {
        return new ChatStream(parts, out);
    }
}
