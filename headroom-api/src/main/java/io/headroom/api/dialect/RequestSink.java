package io.headroom.api.dialect;

import java.util.Optional;

/** Receives what a {@link Dialect} finds in a request body. The order of the calls does not matter, except for the results' own. */
public interface RequestSink {
    /**
     * The model that is asked.
     *
     * @param id the model's id
     */
    void model(String id);

    /**
     * Whether the answer is asked for as a stream of events.
     *
     * @param streaming whether it is
     */
    void streaming(boolean streaming);

    /**
     * A tool that the request offers to the model.
     *
     * @param name the tool's name
     */
    void offeredTool(String name);

    /**
     * A call of a tool, made by the model earlier in the conversation.
     *
     * @param id the id that its result refers to
     * @param name the tool's name
     * @param command the shell command, where the call's input has one
     */
    void toolCall(String id, String name, Optional<String> command);

    /**
     * An eligible text: one piece of a tool's result.
     *
     * @param callId the id of the call that it answers; empty if the dialect has none or the block names none
     * @param toolName the tool's name where the result itself tells it; otherwise it is found by {@code callId}
     * @param error whether the result says that the tool failed
     * @param text the text and its place
     */
    void toolResult(Optional<String> callId, Optional<String> toolName, boolean error, TextSpan text);

    /**
     * A value of the body that tells conversations apart, such as a cache key.
     *
     * @param key the value
     */
    void conversationKey(String key);
}
