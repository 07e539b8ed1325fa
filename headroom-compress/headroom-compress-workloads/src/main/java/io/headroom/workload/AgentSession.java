package io.headroom.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * A01: the conversation of a coding agent, turn by turn, as request bodies of Anthropic and OpenAI. In each turn the model calls 1 to 3
 * of 8 tools, and their results come back, as a string or as a list of text blocks. The body of a turn, without its last two characters,
 * is a prefix of the next turn's.
 */
public final class AgentSession {
    private static final String QUESTION =
            "The checkout shows a wrong total since yesterday. Find out why and mend it.";

    private final List<Turn> turns;

    private AgentSession(List<Turn> turns) {
        this.turns = turns;
    }

    /**
     * A session of 50 turns.
     *
     * @param seed any number
     * @return the session
     */
    public static AgentSession of(long seed) {
        return of(seed, 50);
    }

    /**
     * A session.
     *
     * @param seed any number
     * @param turns how many turns
     * @return the session
     */
    public static AgentSession of(long seed, int turns) {
        SplitMix64 random = new SplitMix64(seed);
        ToolResults results = new ToolResults(random);
        List<Turn> made = new ArrayList<>();
        for (int i = 0; i < turns; i++) {
            List<Call> calls = new ArrayList<>();
            int count = 1 + random.below(3);
            for (int k = 0; k < count; k++) {
                AgentTool tool = random.of(AgentTool.values());
                String id = "toolu_" + random.hex(20);
                calls.add(
                        new Call(id, tool, tool.input(random), results.of(tool), random.onceIn(2), random.onceIn(25)));
            }
            made.add(new Turn(
                    "Step " + (i + 1) + ": I look at the " + random.of("cart", "order", "price", "mail") + " code.",
                    calls));
        }
        return new AgentSession(List.copyOf(made));
    }

    /**
     * How many turns there are.
     *
     * @return the number
     */
    public int turns() {
        return turns.size();
    }

    /**
     * The results of all tools, in order.
     *
     * @return the eligible texts of the last body
     */
    public List<String> results() {
        return turns.stream()
                .flatMap(turn -> turn.calls().stream())
                .map(Call::result)
                .toList();
    }

    /**
     * The session's results as a workload.
     *
     * @param seed any number
     * @return A01
     */
    public static Workload workload(long seed) {
        return new Workload("A01", "agent session, 50 turns", "any of 8 tools", List.of(), of(seed).results());
    }

    /**
     * A request to {@code /v1/messages}.
     *
     * @param turn how many turns it holds, from 0 on
     * @return the body
     */
    public String anthropic(int turn) {
        List<Json> messages = new ArrayList<>();
        messages.add(Json.object("role", "user", "content", QUESTION));
        for (Turn done : turns.subList(0, turn)) {
            messages.add(Json.object("role", "assistant", "content", anthropicCalls(done)));
            messages.add(Json.object("role", "user", "content", anthropicResults(done)));
        }
        List<Json> tools = new ArrayList<>();
        for (AgentTool tool : AgentTool.values()) {
            tools.add(Json.object(
                    "name", tool.wireName(), "description", tool.description(), "input_schema", tool.schema()));
        }
        return Json.object(
                        "model",
                        "claude-sonnet-4-6",
                        "max_tokens",
                        8192,
                        "stream",
                        true,
                        "system",
                        "You are a careful programmer.",
                        "tools",
                        tools,
                        "messages",
                        messages)
                .write(Layout.MIN);
    }

    private static List<Json> anthropicCalls(Turn turn) {
        List<Json> blocks = new ArrayList<>();
        blocks.add(Json.object("type", "text", "text", turn.says()));
        for (Call call : turn.calls()) {
            blocks.add(Json.object(
                    "type", "tool_use", "id", call.id(), "name", call.tool().wireName(), "input", call.input()));
        }
        return blocks;
    }

    private static List<Json> anthropicResults(Turn turn) {
        List<Json> blocks = new ArrayList<>();
        for (Call call : turn.calls()) {
            Object content =
                    call.listed() ? List.of(Json.object("type", "text", "text", call.result())) : call.result();
            blocks.add(
                    call.failed()
                            ? Json.object(
                                    "type",
                                    "tool_result",
                                    "tool_use_id",
                                    call.id(),
                                    "content",
                                    content,
                                    "is_error",
                                    true)
                            : Json.object("type", "tool_result", "tool_use_id", call.id(), "content", content));
        }
        return blocks;
    }

    /**
     * A request to {@code /v1/chat/completions}.
     *
     * @param turn how many turns it holds, from 0 on
     * @return the body
     */
    public String openAi(int turn) {
        List<Json> messages = new ArrayList<>();
        messages.add(Json.object("role", "system", "content", "You are a careful programmer."));
        messages.add(Json.object("role", "user", "content", QUESTION));
        for (Turn done : turns.subList(0, turn)) {
            messages.add(Json.object("role", "assistant", "content", done.says(), "tool_calls", openAiCalls(done)));
            for (Call call : done.calls()) {
                Object content =
                        call.listed() ? List.of(Json.object("type", "text", "text", call.result())) : call.result();
                messages.add(Json.object("role", "tool", "tool_call_id", call.id(), "content", content));
            }
        }
        List<Json> tools = new ArrayList<>();
        for (AgentTool tool : AgentTool.values()) {
            Json function = Json.object(
                    "name", tool.wireName(), "description", tool.description(), "parameters", tool.schema());
            tools.add(Json.object("type", "function", "function", function));
        }
        return Json.object("model", "gpt-5.5", "stream", true, "tools", tools, "messages", messages)
                .write(Layout.MIN);
    }

    private static List<Json> openAiCalls(Turn turn) {
        List<Json> calls = new ArrayList<>();
        for (Call call : turn.calls()) {
            Json function = Json.object(
                    "name", call.tool().wireName(), "arguments", call.input().write(Layout.MIN));
            calls.add(Json.object("id", call.id(), "type", "function", "function", function));
        }
        return calls;
    }

    private record Turn(String says, List<Call> calls) {}

    private record Call(String id, AgentTool tool, Json input, String result, boolean listed, boolean failed) {}
}
