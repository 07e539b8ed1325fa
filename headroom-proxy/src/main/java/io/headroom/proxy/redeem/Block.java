package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.Map;
import java.util.Optional;

/**
 * A complete content block of a message that the model wrote.
 *
 * @param type its type
 * @param json the block as it can be sent back to the provider
 * @param text what it says, for a block of text
 * @param id the id of a call
 * @param name the tool that a call asks for
 * @param input the arguments of a call, as JSON
 */
record Block(
        String type,
        String json,
        Optional<String> text,
        Optional<String> id,
        Optional<String> name,
        Optional<String> input) {

    static Block of(Part block) {
        Map<String, Part> members = block.members();
        String type = text(members, "type").orElse("");
        boolean call = type.equals("tool_use");
        return new Block(
                type,
                block.raw(),
                type.equals("text") ? text(members, "text") : Optional.empty(),
                call ? text(members, "id") : Optional.empty(),
                call ? text(members, "name") : Optional.empty(),
                call ? Optional.ofNullable(members.get("input")).map(Part::raw) : Optional.empty());
    }

    /** Whether it asks for what Headroom left out. */
    boolean own() {
        return name.filter(ToolOffer.NAME::equals).isPresent() && id.isPresent();
    }

    /** Whether it asks the client for something. */
    boolean forClient() {
        return id.isPresent() && !own();
    }

    /** Whether a provider takes it back: texts without a character are refused. */
    boolean replayable() {
        return text.isEmpty() || !text.get().isEmpty();
    }

    private static Optional<String> text(Map<String, Part> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(Part::string);
    }
}
