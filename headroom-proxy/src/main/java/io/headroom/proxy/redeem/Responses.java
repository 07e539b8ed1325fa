package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * OpenAI's responses API: a flat list of items, in which what the model says at once is several. The provider may remember answers, and
 * the last of a turn knows all that came before it: its id is the one that the client gets in the end.
 */
final class Responses implements ModelApi {
    static final String OUTPUT = "output";
    /** The type of reasoning that the provider forgets: it refuses to be reminded of it. */
    private static final String FORGOTTEN = "forgotten";

    private static final String CALL = "_call";
    private static final String MESSAGE = "message";

    private final JsonParts parts;

    Responses(JsonParts parts) {
        this.parts = parts;
    }

    @Override
    public String dialect() {
        return "openai-responses";
    }

    @Override
    public String list() {
        return "input";
    }

    @Override
    public Optional<Layout> request(Map<String, Part> members, String target) {
        Part tools = members.get("tools");
        Part input = members.get(list());
        // What a conversation on the server holds, rounds that nobody sees would add to; what runs in the background,
        // ends elsewhere.
        boolean elsewhere = Members.part(members, "conversation").isPresent()
                || Members.part(members, "background")
                        .filter(value -> value.raw().equals("true"))
                        .isPresent();
        if (elsewhere || tools == null || input == null || !tools.isArray()) {
            return Optional.empty();
        }
        Optional<String> said = input.isArray() ? Optional.empty() : input.string();
        if (!input.isArray() && said.isEmpty()) {
            return Optional.empty();
        }
        List<String> names =
                tools.elements().stream().map(tool -> name(tool.members())).toList();
        Optional<String> follows = Members.string(members, "previous_response_id");
        List<Layout.Turn> turns = said.map(text ->
                        List.of(Layout.Turn.of(input, new Shown("user", text, List.of(), List.of()), Optional.empty())))
                .orElseGet(() -> turns(input.elements()));
        return Optional.of(
                new Layout(names, tools.to() - 1, ToolOffer.RESPONSES, input, turns, follows.orElse(""), follows));
    }

    /** Tools of the provider have no name but their type. */
    private static String name(Map<String, Part> tool) {
        return Members.string(tool, "name")
                .or(() -> Members.string(tool, "type"))
                .orElse("");
    }

    private static List<Layout.Turn> turns(List<Part> items) {
        List<Layout.Turn> turns = new ArrayList<>();
        List<Part> model = new ArrayList<>();
        for (Part item : items) {
            Map<String, Part> members = item.members();
            if (byModel(members)) {
                model.add(item);
            } else {
                together(model).ifPresent(turns::add);
                model.clear();
                turns.add(Layout.Turn.of(item, byOthers(members), Optional.empty()));
            }
        }
        together(model).ifPresent(turns::add);
        return turns;
    }

    private static boolean byModel(Map<String, Part> item) {
        return switch (type(item)) {
            case MESSAGE ->
                Members.string(item, "role").filter(Shown.MODEL::equals).isPresent();
            case "reasoning", "mcp_approval_request", "mcp_list_tools" -> true;
            default -> type(item).endsWith(CALL);
        };
    }

    private static String type(Map<String, Part> item) {
        return Members.string(item, "type").orElse(MESSAGE);
    }

    private static Optional<Layout.Turn> together(List<Part> items) {
        if (items.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (Part item : items) {
            Block block = block(item);
            block.text().ifPresent(text::append);
            block.call().map(Block.Call::reference).ifPresent(calls::add);
        }
        return Optional.of(new Layout.Turn(
                items.get(0).from(),
                items.get(items.size() - 1).to(),
                new Shown(Shown.MODEL, text.toString(), calls, List.of()),
                Optional.empty()));
    }

    private static Shown byOthers(Map<String, Part> item) {
        List<String> results = Members.string(item, "call_id").stream().toList();
        String role = results.isEmpty() ? Members.string(item, "role").orElse("") : "tool";
        return new Shown(
                role, Members.part(item, "content").map(Responses::text).orElse(""), List.of(), results);
    }

    private static String text(Part content) {
        if (!content.isArray()) {
            return content.string().orElse("");
        }
        return content.elements().stream()
                .map(part -> Members.string(part.members(), "text").orElse(""))
                .collect(Collectors.joining());
    }

    /** A complete item that the model wrote. */
    static Block block(Part item) {
        Map<String, Part> members = item.members();
        String type = type(members);
        Optional<String> call = Members.string(members, "call_id")
                .or(() -> type.equals("mcp_approval_request") ? Members.string(members, "id") : Optional.empty());
        if (call.isPresent()) {
            Optional<String> name = type.equals("function_call") ? Members.string(members, "name") : Optional.empty();
            String input = Members.string(members, "arguments").orElse("");
            return Block.call(type, item.raw(), new Block.Call(call, name, input));
        }
        return type.equals(MESSAGE)
                ? Block.text(type, item.raw(), Members.part(members, "content").map(Responses::text))
                : Block.other(type, item.raw());
    }

    /** A round that is complete. */
    Round round(Map<String, Part> response, List<Block> items, boolean understood) {
        boolean forgets = Members.part(response, "store")
                .filter(value -> value.raw().equals("false"))
                .isPresent();
        List<Block> blocks = items.stream()
                .map(block -> forgets && isForgotten(block) ? Block.other(FORGOTTEN, block.json()) : block)
                .toList();
        Optional<String> id = forgets ? Optional.empty() : Members.string(response, "id");
        boolean regular =
                Members.string(response, "status").map("completed"::equals).orElse(true);
        return new Round(blocks, regular, understood, id);
    }

    private boolean isForgotten(Block block) {
        return block.type().equals("reasoning")
                && Members.part(parts.of(block.json()).members(), "encrypted_content")
                        .isEmpty();
    }

    @Override
    public List<String> said(List<Block> blocks) {
        return blocks.stream()
                .filter(block -> !block.type().equals(FORGOTTEN))
                .map(Block::json)
                .toList();
    }

    @Override
    public String result(Block call, Found found) {
        String id = call.call().map(Block.Call::reference).orElse("");
        return "{\"type\":\"function_call_output\",\"call_id\":" + JsonStrings.quote(id) + ",\"output\":"
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
        List<Block> items =
                answer.get(OUTPUT).elements().stream().map(Responses::block).toList();
        return new Reading(round(answer, items, true), Members.inner(answer, "usage"));
    }

    @Override
    public String write(
            Map<String, Part> first, Map<String, Part> last, List<Block> shown, Optional<String> usage, Ending ending) {
        Map<String, String> members = Members.raw(last);
        members.put(OUTPUT, Members.array(shown.stream().map(Block::json).toList()));
        if (ending == Ending.REGULAR) {
            members.put("status", "\"completed\"");
        }
        usage.ifPresent(sum -> members.put("usage", sum));
        return Members.object(members);
    }

    @Override
    public AnswerShape stream(String target, ByteArrayOutputStream out) {
        return new ResponsesStream(parts, this, out);
    }
}
