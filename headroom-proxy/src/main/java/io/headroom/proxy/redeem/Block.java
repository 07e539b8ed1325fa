package io.headroom.proxy.redeem;

import java.util.Optional;

/**
 * One complete thing that the model wrote: a block of a message, an item or a part, as the API calls it.
 *
 * @param type its type, in the API's words
 * @param json it, as it can be sent back to the provider
 * @param text what it says to the user, for a text
 * @param call what it asks for, for a call
 */
record Block(String type, String json, Optional<String> text, Optional<Call> call) {

    /**
     * Something that the model asks for.
     *
     * @param id what the result refers to; empty where an API gives no ids
     * @param name the tool; empty where the type of the call says it
     * @param input the arguments, as JSON
     */
    record Call(Optional<String> id, Optional<String> name, String input) {
        /** What tells it from the other calls of a turn. */
        String reference() {
            return id.or(() -> name).orElse("");
        }
    }

    static Block other(String type, String json) {
        return new Block(type, json, Optional.empty(), Optional.empty());
    }

    static Block text(String type, String json, Optional<String> text) {
        return new Block(type, json, text, Optional.empty());
    }

    static Block call(String type, String json, Call call) {
        return new Block(type, json, Optional.empty(), Optional.of(call));
    }

    /** Whether it asks for what Headroom left out. */
    boolean own() {
        return call.flatMap(Call::name).filter(ToolOffer.NAME::equals).isPresent();
    }

    /** Whether it asks the client for something. */
    boolean forClient() {
        return call.isPresent() && !own();
    }
}
