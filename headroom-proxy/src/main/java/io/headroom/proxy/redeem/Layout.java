package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.List;
import java.util.Optional;

/**
 * Where things stand in a request.
 *
 * @param names the tools that it offers
 * @param toolsEnd the offset of the bracket that ends the list of tools, which is not empty
 * @param tool the retrieval tool as an element of that list
 * @param list the conversation: an array, or a string for what the user says
 * @param turns who said what in it
 * @param start the state of the conversation before it
 * @param follows the answer that it goes on from, where the provider remembers answers
 */
record Layout(
        List<String> names,
        int toolsEnd,
        String tool,
        Part list,
        List<Turn> turns,
        String start,
        Optional<String> follows) {
    Layout {
        names = List.copyOf(names);
        turns = List.copyOf(turns);
    }

    /**
     * What one of the two said before the other spoke.
     *
     * @param from the offset of its first byte
     * @param to the offset after its last byte
     * @param shown by what it is known again
     * @param joint where results of calls begin, if this has results; empty also where they stand alone
     */
    record Turn(int from, int to, Shown shown, Optional<Integer> joint) {

        /** A turn of one element. */
        static Turn of(Part element, Shown shown, Optional<Part> results) {
            return new Turn(
                    element.from(),
                    element.to(),
                    shown,
                    results.filter(Part::isArray)
                            .filter(array -> !array.elements().isEmpty())
                            .map(array -> array.from() + 1));
        }
    }
}
