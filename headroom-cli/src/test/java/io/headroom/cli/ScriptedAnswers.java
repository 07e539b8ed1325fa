package io.headroom.cli;

import io.headroom.api.change.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What a {@link ScriptedUpstream} says, in the dialect it is asked in: one call of a tool per turn, and a sentence at last. */
final class ScriptedAnswers {
    private static final String MODEL = "model-of-the-script";

    private final List<String> commands;
    private final String sentence;

    ScriptedAnswers(List<String> commands, String sentence) {
        this.commands = List.copyOf(commands);
        this.sentence = sentence;
    }

    /** The answer in the pieces in which it is to be sent; whole, if the request does not stream. */
    List<String> to(ClientRequest request, int turn) {
        boolean last = turn >= commands.size();
        if (request.path().endsWith("/messages")) {
            if (!request.streams()) {
                return List.of(message(
                        last ? textBlock(sentence) : toolBlock(turn, commandInput(turn)),
                        last ? "end_turn" : "tool_use"));
            }
            return last ? anthropicText() : anthropicTool(turn);
        }
        if (request.path().endsWith("/responses")) {
            return last ? responsesText() : responsesTool(turn);
        }
        return last ? chatText() : chatTool(turn);
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

    private String commandInput(int turn) {
        return "{\"command\":" + quote(commands.get(turn)) + ",\"description\":\"Look\"}";
    }

    private static String textBlock(String text) {
        return "{\"type\":\"text\",\"text\":" + quote(text) + "}";
    }

    private static String toolBlock(int turn, String input) {
        return "{\"type\":\"tool_use\",\"id\":\"toolu_script" + turn + "\",\"name\":\"Bash\",\"input\":" + input + "}";
    }

    private static String message(String block, String reason) {
        return "{\"id\":\"msg_script\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"" + MODEL
                + "\",\"content\":[" + block + "],\"stop_reason\":\"" + reason
                + "\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":900,\"output_tokens\":20}}";
    }

    private List<String> anthropicTool(int turn) {
        String input = commandInput(turn);
        List<String> events = new ArrayList<>(anthropicStart());
        events.add(event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + toolBlock(turn, "{}") + "}"));
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

    private List<String> responsesTool(int turn) {
        String call = "{\"id\":\"fc_script" + turn
                + "\",\"type\":\"function_call\",\"status\":\"completed\",\"call_id\":\"call_script"
                + turn + "\",\"name\":\"exec_command\",\"arguments\":"
                + quote("{\"cmd\":" + quote(commands.get(turn)) + "}") + "}";
        return List.of(
                response("response.created", "in_progress", ""),
                event(
                        "response.output_item.added",
                        "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":" + call + "}"),
                event(
                        "response.output_item.done",
                        "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":" + call + "}"),
                response("response.completed", "completed", call));
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

    private List<String> chatTool(int turn) {
        String arguments = quote("{\"cmd\":" + quote(commands.get(turn)) + "}");
        return List.of(
                chunk(
                        "{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"call_script" + turn
                                + "\",\"type\":\"function\",\"function\":{\"name\":\"run\",\"arguments\":" + arguments
                                + "}}]}",
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

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    private static String quote(String text) {
        return JsonValue.quote(text);
    }
}
