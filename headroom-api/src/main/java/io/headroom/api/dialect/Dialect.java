package io.headroom.api.dialect;

import java.util.List;

/**
 * One provider's way to lay out model calls: where the eligible texts sit in a body, which tools the request offers, how usage is
 * reported, and what an error looks like to its clients. Found with {@link java.util.ServiceLoader}, thread-safe, without state.
 *
 * <p>Eligible are the texts of tool results, as a string and as a list of text blocks, and nothing else: never the system prompt, tool
 * definitions, tool inputs, what users or models wrote, thinking, or images.
 */
public interface Dialect {
    /**
     * The id by which settings, figures and messages name this dialect.
     *
     * @return for example {@code anthropic-messages}
     */
    String id();

    /**
     * The name of the upstream that this dialect's requests go to, where the request does not say otherwise.
     *
     * @return for example {@code anthropic}; its URL is the setting {@code upstream.anthropic.url}
     */
    String upstream();

    /**
     * Whether a request is a model call in this dialect whose body may be changed.
     *
     * @param method the method, in capitals
     * @param rawPath the path as it came, neither decoded nor normalized, without the query
     * @return whether {@link #scan} may read the body
     */
    boolean accepts(String method, String rawPath);

    /**
     * Reads a request body.
     *
     * @param body stands before the root value
     * @param sink takes what is found
     */
    void scan(JsonCursor body, RequestSink sink);

    /**
     * Reads usage figures: called with the whole body of a JSON answer, or with the data of each event of a stream.
     *
     * @param answer stands before the root value
     * @param sink takes what is found
     */
    void usage(JsonCursor answer, UsageSink sink);

    /**
     * What of a body the model reads, so that a provider's prompt cache begins with it.
     *
     * @return the names of the root object's members, in the order in which the provider puts them before the model, whatever their order
     *     in the body; of an array, each element is a part of its own. Empty, as by default, if no cache is to be watched
     */
    default List<String> prompt() {
        return List.of();
    }

    /**
     * Lays out an error of our own in the shape that this dialect's clients understand.
     *
     * @param error the error
     * @return a JSON document
     */
    String error(OwnError error);
}
