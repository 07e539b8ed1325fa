package io.headroom.compress.json;

/** Texts in which some parts are JSON. */
final class TextForm {
    private TextForm() {}

    static boolean isTitle(String text) {
        return false;
    }
}
