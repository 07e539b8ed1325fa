package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Google's Gemini API: contents of parts; calls need no ids, and their results stand together in what the user says next. */
final class GeminiContents implements ModelApi {
    private static final Pattern EVENTS = Pattern.compile("[?&]alt=sse(?:&|$)");
    private static final String PLAIN = "text";
    private static final String PARTIAL = "partial";
    private static final String THOUGHT = "thought";

    private final JsonParts parts;

    GeminiContents(JsonParts parts) {
        this.parts = parts;
    }

    @Override
    public String dialect() {
        return "gemini";
    }

    @Override
    public String list() {
        return "contents";
    }

    @Override
    public Optional<Layout> request(Map<String, Part> members, String target) {
        Part tools = members.get("tools");
        Part contents = members.get(list());
        boolean answers = target.contains(":generateContent") || target.contains(":streamGenerateContent");
        if (!answers
                || several(members)
                || tools == null
                || contents == null
                || !tools.isArray()
                || !contents.isArray()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        Optional<Part> last = Optional.empty();
        for (Part tool : tools.elements()) {
            Optional<Part> declarations = either(tool.members(), "functionDeclarations", "function_declarations")
                    .filter(Part::isArray);
            if (declarations.isPresent()) {
                List<Part> functions = declarations.get().elements();
                functions.forEach(function ->
                        names.add(Members.string(function.members(), "name").orElse("")));
                last = functions.isEmpty() ? last : declarations;
            }
        }
        if (last.isEmpty()) {
            // Most models take no functions beside the provider's own tools.
            return Optional.empty();
        }
        List<Layout.Turn> turns = contents.elements().stream()
                .map(content -> Layout.Turn.of(content, shown(content), Members.part(content.members(), "parts")))
                .toList();
        return Optional.of(
                new Layout(names, last.get().to() - 1, ToolOffer.GEMINI, contents, turns, "", Optional.empty()));
    }

    private static boolean several(Map<String, Part> members) {
        return either(members, "generationConfig", "generation_config")
                .filter(Part::isObject)
                .flatMap(config -> either(config.members(), "candidateCount", "candidate_count"))
                .filter(count -> !count.raw().equals("1"))
                .isPresent();
    }

    /** A member under either of the two spellings that the API takes. */
    private static Optional<Part> either(Map<String, Part> members, String name, String snake) {
        return Members.part(members, name).or(() -> Members.part(members, snake));
    }

    private static Shown shown(Part content) {
        Map<String, Part> members = content.members();
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Members.part(members, "parts").filter(Part::isArray).ifPresent(list -> {
            for (Part part : list.elements()) {
                Block block = block(part);
                block.text().ifPresent(text::append);
                block.call().map(Block.Call::reference).ifPresent(calls::add);
                either(part.members(), "functionResponse", "function_response")
                        .map(Part::members)
                        .flatMap(response -> Members.string(response, "id").or(() -> Members.string(response, "name")))
                        .ifPresent(results::add);
            }
        });
        String role = Members.string(members, "role").orElse("user");
        return new Shown(role.equals("model") ? Shown.MODEL : role, text.toString(), calls, results);
    }

    /** A part of what the model wrote. */
    static Block block(Part part) {
        Map<String, Part> members = part.members();
        Optional<Part> call = either(members, "functionCall", "function_call").filter(Part::isObject);
        if (call.isPresent()) {
            Map<String, Part> inner = call.get().members();
            boolean partial = inner.containsKey("partialArgs") || inner.containsKey("willContinue");
            Block.Call asked = new Block.Call(
                    Members.string(inner, "id"),
                    Optional.of(Members.string(inner, "name").orElse("")),
                    Members.part(inner, "args").map(Part::raw).orElse("{}"));
            return Block.call(partial ? PARTIAL : "call", part.raw(), asked);
        }
        boolean thought = Members.part(members, "thought")
                .filter(value -> value.raw().equals("true"))
                .isPresent();
        Optional<String> text = Members.string(members, "text");
        if (thought) {
            boolean signed = members.containsKey("thoughtSignature");
            return Block.other(signed ? "signed thought" : THOUGHT, part.raw());
        }
        return text.isPresent()
                ? Block.text(members.size() == 1 ? PLAIN : "signed text", part.raw(), text)
                : Block.other("other", part.raw());
    }

    @Override
    public List<String> said(List<Block> blocks) {
        List<String> said = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            if (block.type().equals(PLAIN)) {
                // A stream cuts texts anywhere.
                text.append(block.text().orElse(""));
            } else if (!block.type().equals(THOUGHT)) {
                flush(text, said);
                said.add(block.json());
            }
        }
        flush(text, said);
        return said.isEmpty() ? List.of() : List.of("{\"role\":\"model\",\"parts\":" + Members.array(said) + "}");
    }

    private static void flush(StringBuilder text, List<String> said) {
        if (!text.isEmpty()) {
            said.add("{\"text\":" + JsonStrings.quote(text.toString()) + "}");
            text.setLength(0);
        }
    }

    @Override
    public String result(Block call, Found found) {
        String id = call.call()
                .flatMap(Block.Call::id)
                .map(told -> "\"id\":" + JsonStrings.quote(told) + ",")
                .orElse("");
        return "{\"functionResponse\":{" + id + "\"name\":\"" + ToolOffer.NAME + "\",\"response\":{"
                + (found.failed() ? "\"error\":" : "\"output\":") + JsonStrings.quote(found.text()) + "}}}";
    }

    @Override
    public List<String> answered(List<String> results) {
        return List.of("{\"role\":\"user\",\"parts\":" + Members.array(results) + "}");
    }

    @Override
    public boolean joinsResults() {
        return true;
    }

    @Override
    public Reading read(Map<String, Part> answer) {
        Map<String, Part> candidate = candidate(answer).orElseThrow();
        List<Block> blocks = blocks(candidate);
        return new Reading(
                round(blocks, Members.string(candidate, "finishReason")), Members.inner(answer, "usageMetadata"));
    }

    /** The one candidate of an answer, or of a piece of one. */
    static Optional<Map<String, Part>> candidate(Map<String, Part> answer) {
        List<Part> candidates =
                Members.part(answer, "candidates").map(Part::elements).orElse(List.of());
        if (candidates.size() > 1) {
            throw new IllegalStateException("an answer with " + candidates.size() + " candidates");
        }
        return candidates.stream().findFirst().map(Part::members);
    }

    static List<Block> blocks(Map<String, Part> candidate) {
        return Members.part(Members.inner(candidate, "content"), "parts").map(Part::elements).orElse(List.of()).stream()
                .map(GeminiContents::block)
                .toList();
    }

    static Round round(List<Block> blocks, Optional<String> reason) {
        boolean whole = blocks.stream().noneMatch(block -> block.type().equals(PARTIAL));
        return new Round(blocks, reason.filter("STOP"::equals).isPresent(), whole, Optional.empty());
    }

    /** A candidate with other parts; one without any has an empty text, as the API itself does it. */
    static Map<String, String> candidate(Map<String, Part> like, List<Block> blocks) {
        List<String> json = blocks.stream().map(Block::json).toList();
        Map<String, String> members = Members.raw(like);
        Map<String, String> content = Members.raw(Members.inner(like, "content"));
        content.put("parts", json.isEmpty() ? "[{\"text\":\"\"}]" : Members.array(json));
        content.putIfAbsent("role", "\"model\"");
        members.put("content", Members.object(content));
        return members;
    }

    @Override
    public String write(
            Map<String, Part> first, Map<String, Part> last, List<Block> shown, Optional<String> usage, Ending ending) {
        Map<String, String> candidate = candidate(candidate(last).orElseThrow(), shown);
        if (ending == Ending.REGULAR) {
            candidate.put("finishReason", "\"STOP\"");
        }
        Map<String, String> members = Members.raw(last);
        Members.part(first, "responseId").ifPresent(id -> members.put("responseId", id.raw()));
        members.put("candidates", "[" + Members.object(candidate) + "]");
        usage.ifPresent(sum -> members.put("usageMetadata", sum));
        return Members.object(members);
    }

    @Override
    public boolean streamsJson(String target) {
        return target.contains(":streamGenerateContent")
                && !EVENTS.matcher(target).find();
    }

    @Override
    public AnswerShape stream(String target, ByteArrayOutputStream out) {
        return new GeminiStream(parts, out, streamsJson(target) ? ArrayFrames::new : SseFrames::new);
    }
}
