package io.headroom.cli;

import io.headroom.api.change.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link ScriptedUpstream} says, in the dialect it is asked in: one call of a tool per turn, and a sentence at last. */
final class ScriptedAnswers {
    private static final String MODEL = "model-of-the-script";

    /** The tools by which clients run a command, each with the name of its argument. */
    private static final Map<String, String> SHELLS = shells();

    private final List<String> commands;
    private final String sentence;

    ScriptedAnswers(List<String> commands, String sentence) {
        this.commands = List.copyOf(commands);
        this.sentence = sentence;
    }

    private static Map<String, String> shells() {
        Map<String, String> shells = new LinkedHashMap<>();
        shells.put("Bash", "command");
        shells.put("bash", "command");
        shells.put("exec", "command");
        shells.put("exec_command", "cmd");
        shells.put("run", "cmd");
        shells.put("run_shell_command", "command");
        return shells;
    }

    /**
     * The answer in the pieces in which it is to be sent; whole, if the request does not stream. Who offers no tool to run a command, for
     * a title say, hears the sentence.
     */
    List<String> to(ClientRequest request, int turn) {
        Optional<String> shell =
                SHELLS.keySet().stream().filter(request.tools()::contains).findFirst();
        boolean last = turn >= commands.size() || shell.isEmpty();
        Call call = last ? new Call(turn, "", "") : call(turn, shell.get());
        if (request.path().endsWith("/messages")) {
            if (!request.streams()) {
                return List.of(message(
                        last ? textBlock(sentence) : toolBlock(call, call.input()), last ? "end_turn" : "tool_use"));
            }
            return last ? anthropicText() : anthropicTool(call);
        }
        if (request.path().endsWith("/responses")) {
            return last ? responsesText() : responsesTool(call);
        }
        if (request.path().contains("enerateContent")) {
            return last ? geminiText(request.streams()) : geminiTool(call);
        }
        return last ? chatText() : chatTool(call);
    }

    /** A call of a tool: its place in the script, the tool, and its input as JSON. */
    private record Call(int turn, String tool, String input) {}

    private Call call(int turn, String tool) {
        String argument = SHELLS.get(tool);
        String purpose = argument.equals("command") ? ",\"description\":\"Look\"" : "";
        return new Call(turn, tool, "{" + quote(argument) + ":" + quote(commands.get(turn)) + purpose + "}");
    }

    /** Whether a piece carries a part of the sentence. */
    static boolean isText(String piece) {
        return piece.contains("text_delta") || piece.contains("output_text.delta") || piece.contains("\"content\":\"");
    }

    private List<String> words() {
        int third = sentence.length() / 3;
        return List.of(
                sentence.substring(0, third), sentence.substring(third, 2 * third), sentence.substring(2 * third));
    }

    private static String textBlock(String text) {
        return "{\"type\":\"text\",\"text\":" + quote(text) + "}";
    }

    private static String toolBlock(Call call, String input) {
        return "{\"type\":\"tool_use\",\"id\":\"toolu_script" + call.turn() + "\",\"name\":" + quote(call.tool())
                + ",\"input\":" + input + "}";
    }

    private static String message(String block, String reason) {
        return "{\"id\":\"msg_script\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + MODEL
                + "\",\"content\":[" + block + "],\"stop_reason\":\"" + reason
                + "\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":900,\"output_tokens\":20}}";
    }

    private List<String> anthropicTool(Call call) {
        String input = call.input();
        List<String> events = new ArrayList<>(anthropicStart());
        events.add(event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + toolBlock(call, "{}") + "}"));
        int half = input.length() / 2;
        for (String part : List.of(input.substring(0, half), input.substring(half))) {
            events.add(event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":"
                            + quote(part) + "}}"));
        }
        events.addAll(anthropicEnd("tool_use"));
        return events;
    }

    private List<String> anthropicText() {
        List<String> events = new ArrayList<>(anthropicStart());
        events.add(event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + textBlock("") + "}"));
        for (String part : words()) {
            events.add(event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":"
                            + quote(part) + "}}"));
        }
        events.addAll(anthropicEnd("end_turn"));
        return events;
    }

    private static List<String> anthropicStart() {
        return List.of(
                event(
                        "message_start",
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_script\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\""
                                + MODEL
                                + "\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":900,\"output_tokens\":1}}}"),
                event("ping", "{\"type\":\"ping\"}"));
    }

    private static List<String> anthropicEnd(String reason) {
        return List.of(
                event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
                event(
                        "message_delta",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":20}}"),
                event("message_stop", "{\"type\":\"message_stop\"}"));
    }

    private List<String> responsesTool(Call call) {
        String item = "{\"id\":\"fc_script" + call.turn()
                + "\",\"type\":\"function_call\",\"status\":\"completed\",\"call_id\":\"call_script"
                + call.turn() + "\",\"name\":" + quote(call.tool()) + ",\"arguments\":" + quote(call.input()) + "}";
        return List.of(
                response("response.created", "in_progress", ""),
                event(
                        "response.output_item.added",
                        "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":" + item + "}"),
                event(
                        "response.output_item.done",
                        "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + item + "}"),
                response("response.completed", "completed", item));
    }

    private List<String> responsesText() {
        List<String> events = new ArrayList<>();
        events.add(response("response.created", "in_progress", ""));
        events.add(event(
                "response.output_item.added",
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":"
                        + outputMessage("in_progress", "") + "}"));
        for (String part : words()) {
            events.add(event(
                    "response.output_text.delta",
                    "{\"type\":\"response.output_text.delta\",\"item_id\":\"msg_script\",\"output_index\":0,\"content_index\":0,\"delta\":"
                            + quote(part) + "}"));
        }
        String content = "{\"type\":\"output_text\",\"annotations\":[],\"text\":" + quote(sentence) + "}";
        String whole = outputMessage("completed", content);
        events.add(event(
                "response.output_item.done",
                "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + whole + "}"));
        events.add(response("response.completed", "completed", whole));
        return events;
    }

    private static String outputMessage(String status, String content) {
        return "{\"id\":\"msg_script\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"" + status
                + "\",\"content\":[" + content + "]}";
    }

    private static String response(String type, String status, String item) {
        String usage = status.equals("completed")
                ? "{\"input_tokens\":900,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":20,"
                        + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":920}"
                : "null";
        return event(
                type,
                "{\"type\":\"" + type + "\",\"response\":{\"id\":\"resp_script\",\"object\":\"response\",\"status\":\""
                        + status + "\",\"model\":\"" + MODEL + "\",\"output\":[" + item + "],\"usage\":" + usage
                        + "}}");
    }

    private List<String> chatTool(Call call) {
        return List.of(
                chunk(
                        "{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call_script" + call.turn()
                                + "\",\"type\":\"function\",\"function\":{\"name\":" + quote(call.tool())
                                + ",\"arguments\":" + quote(call.input()) + "}}]}",
                        "null"),
                chunk("{}", "\"tool_calls\""),
                "data: [DONE]\n\n");
    }

    private List<String> chatText() {
        List<String> chunks = new ArrayList<>();
        words().forEach(part -> chunks.add(chunk("{\"role\":\"assistant\",\"content\":" + quote(part) + "}", "null")));
        chunks.add(chunk("{}", "\"stop\""));
        chunks.add("data: [DONE]\n\n");
        return chunks;
    }

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"chatcmpl-script\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\""
                + MODEL + "\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason
                + "}]}\n\n";
    }

    private static List<String> geminiTool(Call call) {
        return List.of(geminiChunk(
                "{\"functionCall\":{\"name\":" + quote(call.tool()) + ",\"args\":" + call.input() + "}}", true));
    }

    private List<String> geminiText(boolean streams) {
        if (!streams) {
            return List.of(geminiAnswer("{\"text\":" + quote(sentence) + "}", true));
        }
        List<String> chunks = new ArrayList<>();
        words().forEach(part -> chunks.add(geminiChunk("{\"text\":" + quote(part) + "}", false)));
        chunks.add(geminiChunk("{\"text\":\"\"}", true));
        return chunks;
    }

    private static String geminiChunk(String part, boolean last) {
        return "data: " + geminiAnswer(part, last) + "\r\n\r\n";
    }

    private static String geminiAnswer(String part, boolean last) {
        return "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[" + part + "]}"
                + (last ? ",\"finishReason\":\"STOP\"" : "")
                + "}],\"usageMetadata\":{\"promptTokenCount\":900,\"candidatesTokenCount\":20,\"totalTokenCount\":920},"
                + "\"modelVersion\":\"" + MODEL + "\",\"responseId\":\"script\"}";
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static String quote(String text) {
        return JsonValue.quote(text);
    }
}
