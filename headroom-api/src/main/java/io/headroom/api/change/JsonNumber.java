package io.headroom.api.change;

import io.headroom.api.change.Change.JsonSyntax;
import java.util.regex.Pattern;

/** How numbers are spelled in RFC 8259 (section 6) and in JSON5 (section 6). */
final class JsonNumber {
    private static final Pattern STRICT = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern JSON5 = Pattern.compile("[+-]?(?:Infinity|NaN|0[xX][0-9a-fA-F]+"
            + "|(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");

    private JsonNumber() {}

    static boolean accepts(String word, JsonSyntax syntax) {
        return (syntax == JsonSyntax.JSON5 ? JSON5 : STRICT).matcher(word).matches();
    }
}
