package io.headroom.compress.code;

/** What the letters of names are, in all languages alike. */
final class Words {
    private Words() {}

    /** Whether the character may stand in a name. */
    static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || (c > 0x7f && Character.isLetter(c));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The end of the name that starts here. */
    static int end(CharSequence text, int from, int to) {
        int at = from;
        while (at < to && isPart(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The start of the name that ends here. */
    static int start(CharSequence text, int from, int end) {
        int at = end;
        while (at > from && isPart(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
