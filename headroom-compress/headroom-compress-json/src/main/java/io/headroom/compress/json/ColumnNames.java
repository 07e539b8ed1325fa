package io.headroom.compress.json;

/** How member names are spelled in headers. A bare name needs no quotes with any separator and is no mark of ours. */
final class ColumnNames {
    static final String KEY = "key";
    static final String VALUE = "value";

    private ColumnNames() {}

    /** Spells a name; in a table of entries the names of our own two columns are quoted, so that they are told apart. */
    static String spell(String name, boolean entries) {
        boolean ours = entries && (name.equals(KEY) || name.equals(VALUE));
        if (!ours && isBare(name)) {
            return name;
        }
        StringBuilder out = new StringBuilder();
        new JsonWriter(out, Layout.MINIFIED).string(name, 0, name.length());
        return out.toString();
    }

    static boolean isBare(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isBare(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '$'
                || c == '@'
                || c == '-'
                || (c >= 0xC0 && c < 0x2000)
                || (c >= 0x3040 && c < 0xD800);
    }

    /** Whether other columns of the row may be derived from a column of this path: nothing in it reads like a hole. */
    static boolean isReference(String path) {
        boolean letter = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (!isBare(c) && "[].()".indexOf(c) < 0) {
                return false;
            }
            letter |= c > '9';
        }
        return letter;
    }
}
