package io.headroom.compress.html;

import java.util.List;

/**
 * The links of a page while its words go by. The tree repeats a link whose end tag is missing; only the one at the place of the start tag
 * is shown with its address.
 */
final class Links {
    private static final int LONGEST = 1_000;

    private final List<PageScan.Target> targets;
    private int next;
    private int characters;

    Links(List<PageScan.Target> targets) {
        this.targets = targets;
    }

    /** A character of a word went by. */
    void passed() {
        characters++;
    }

    /** All words up to a place went by. */
    void passedUpTo(int place) {
        characters = place;
    }

    /** How many characters of words went by. */
    int place() {
        return characters;
    }

    /**
     * Where this is, to come back to.
     *
     * @param next the next link
     * @param characters how many characters went by
     */
    record Place(int next, int characters) {}

    Place mark() {
        return new Place(next, characters);
    }

    void reset(Place place) {
        next = place.next();
        characters = place.characters();
    }

    /** Whether a link begins here that leads to that address, and the address is worth showing. */
    boolean begins(String address) {
        int at = next;
        while (at < targets.size() && targets.get(at).place() < characters) {
            at++;
        }
        next = at;
        for (; at < targets.size() && targets.get(at).place() == characters; at++) {
            if (targets.get(at).address().equals(address)) {
                next = at + 1;
                return isShown(address);
            }
        }
        return false;
    }

    /** Places within the page, scripts and data lead nowhere; what would need escapes is as good as nowhere. */
    private static boolean isShown(String address) {
        char first = address.charAt(0);
        boolean usual =
                first < 0x80 && (Character.isLetterOrDigit(first) || first == '/' || first == '.' || first == '?');
        return usual
                && address.length() <= LONGEST
                && !address.regionMatches(true, 0, "javascript:", 0, 11)
                && !address.regionMatches(true, 0, "data:", 0, 5)
                && end(address, 0) == address.length();
    }

    /** The end of an address that begins here: white space, or a parenthesis that it does not open. */
    static int end(String text, int from) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || c <= ' ' || Tokens.endsWord(c)) {
                return at;
            }
        }
        return depth == 0 ? text.length() : -1;
    }
}
