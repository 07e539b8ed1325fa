package io.headroom.proxy.redeem;

import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What offering and answering a tool needs to know of one provider's API. Without state, thread-safe. */
interface ModelApi {
    /** The id of the dialect that this speaks. */
    String dialect();

    /** The member of a request that is the conversation. */
    String list();

    /**
     * Reads a request.
     *
     * @param members its members
     * @param target the path and the query that it was sent to
     * @return empty if this is a request to which no tool can be added, or whose answers could not be put together
     * @throws MalformedJsonException if it is no such request
     */
    Optional<Layout> request(Map<String, Part> members, String target);

    /** What the model said, as elements of a conversation; none if nothing of it can be sent back. */
    List<String> said(List<Block> blocks);

    /** The result of a call of Headroom's tool. */
    String result(Block call, Found found);

    /** Results as elements of a conversation, behind the calls that they answer. */
    List<String> answered(List<String> results);

    /** Whether results of one turn must stand together, ours before those of the client. */
    boolean joinsResults();

    /**
     * Reads an answer that is one document.
     *
     * @throws MalformedJsonException if it is no such answer
     */
    Reading read(Map<String, Part> answer);

    /**
     * Lays out the one answer that the client gets.
     *
     * @param first the first answer of the provider
     * @param last the last one
     * @param shown what the client gets to see of all of them
     * @param usage the sum of the figures; empty if they are to stay as they are
     * @param ending how the end looks
     */
    String write(
            Map<String, Part> first, Map<String, Part> last, List<Block> shown, Optional<String> usage, Ending ending);

    /**
     * Puts the events of answers together.
     *
     * @param target the path and the query of the request
     * @param out takes what the client gets
     */
    AnswerShape stream(String target, ByteArrayOutputStream out);

    /** Whether an answer comes piece by piece although it is JSON by its type. */
    default boolean streamsJson(String target) {
        return false;
    }

    /** How the end of an answer looks. */
    enum Ending {
        /** As the provider told. */
        AS_TOLD,
        /** As if the model had nothing more to say. */
        REGULAR
    }
}
