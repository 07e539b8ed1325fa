package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Anthropic's Messages API: messages of blocks; results stand at the beginning of what the user says next. */
final class AnthropicMessages implements ModelApi {
    private final JsonParts parts;

    AnthropicMessages(JsonParts parts) {
        this.parts = parts;
    }

    @Override
    public String dialect() {
        return "anthropic-messages";
    }

    @Override
    public String list() {
        return "messages";
    }

    @Override
    public Optional<Layout> request(Map<String, Part> members, String target) {
        Part tools = members.get("tools");
        Part messages = members.get(list());
        if (tools == null || messages == null || !tools.isArray() || !messages.isArray()) {
            return Optional.empty();
        }
        List<String> names = tools.elements().stream()
                .map(tool -> Members.string(tool.members(), "name").orElse(""))
                .toList();
        List<Layout.Turn> turns = messages.elements().stream()
                .map(message -> Layout.Turn.of(message, shown(message), Members.part(message.members(), "content")))
                .toList();
        return Optional.of(
                new Layout(names, tools.to() - 1, ToolOffer.ANTHROPIC, messages, turns, "", Optional.empty()));
    }

    private static Shown shown(Part message) {
        Map<String, Part> members = message.members();
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Part content = members.get("content");
        if (content != null && content.isArray()) {
            for (Part block : content.elements()) {
                Map<String, Part> inner = block.members();
                switch (Members.string(inner, "type").orElse("")) {
                    case "text" -> Members.string(inner, "text").ifPresent(text::append);
                    case "tool_use" -> Members.string(inner, "id").ifPresent(calls::add);
                    case "tool_result" -> Members.string(inner, "tool_use_id").ifPresent(results::add);
                    default -> {
                        // Nothing that every client sends back as it was.
                    }
                }
            }
        } else if (content != null) {
            content.string().ifPresent(text::append);
        }
        return new Shown(Members.string(members, "role").orElse(""), text.toString(), calls, results);
    }

    /** A complete content block. */
    static Block block(Part block) {
        Map<String, Part> members = block.members();
        String type = Members.string(members, "type").orElse("");
        Optional<String> id = Members.string(members, "id");
        if (type.equals("tool_use") && id.isPresent()) {
            String input = Members.part(members, "input").map(Part::raw).orElse("{}");
            return Block.call(type, block.raw(), new Block.Call(id, Members.string(members, "name"), input));
        }
        return type.equals("text")
                ? Block.text(type, block.raw(), Members.string(members, "text"))
                : Block.other(type, block.raw());
    }

    @Override
    public List<String> said(List<Block> blocks) {
        String content = blocks.stream()
                // Texts without a character are refused.
                .filter(block -> block.text().map(text -> !text.isEmpty()).orElse(true))
                .map(Block::json)
                .collect(Collectors.joining(","));
        return content.isEmpty() ? List.of() : List.of("{\"role\":\"assistant\",\"content\":[" + content + "]}");
    }

    @Override
    public String result(Block call, Found found) {
        String id = call.call().map(Block.Call::reference).orElse("");
        String head = "{\"type\":\"tool_result\",\"tool_use_id\":" + JsonStrings.quote(id)
                + (found.failed() ? ",\"is_error\":true" : "");
        return switch (found.texts().size()) {
            // Empty texts are refused, but not a result without content.
            case 0 -> head + "}";
            case 1 -> head + ",\"content\":" + JsonStrings.quote(found.texts().get(0)) + "}";
            default ->
                head
                        + found.texts().stream()
                                .map(text -> "{\"type\":\"text\",\"text\":" + JsonStrings.quote(text) + "}")
                                .collect(Collectors.joining(",", ",\"content\":[", "]}"));
        };
    }

    @Override
    public List<String> answered(List<String> results) {
        return List.of("{\"role\":\"user\",\"content\":" + Members.array(results) + "}");
    }

    @Override
    public boolean joinsResults() {
        return true;
    }

    @Override
    public Reading read(Map<String, Part> answer) {
        List<Block> blocks = answer.get("content").elements().stream()
                .map(AnthropicMessages::block)
                .toList();
        boolean regular =
                Members.string(answer, "stop_reason").filter("tool_use"::equals).isPresent();
        return new Reading(new Round(blocks, regular, true, Optional.empty()), Members.inner(answer, "usage"));
    }

    @Override
    public String write(
            Map<String, Part> first, Map<String, Part> last, List<Block> shown, Optional<String> usage, Ending ending) {
        Map<String, String> members = Members.raw(last);
        Members.part(first, "id").ifPresent(id -> members.put("id", id.raw()));
        members.put("content", Members.array(shown.stream().map(Block::json).toList()));
        if (ending == Ending.REGULAR) {
            members.put("stop_reason", "\"end_turn\"");
        }
        usage.ifPresent(sum -> members.put("usage", sum));
        return Members.object(members);
    }

    @Override
    public AnswerShape stream(String target, ByteArrayOutputStream out) {
        return new AnthropicStream(parts, out);
    }
}
