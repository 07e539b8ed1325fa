package io.headroom.deploy.edit.json;

/**
 * A place in a document.
 *
 * @param line from 1 on; lines end with LF, CR LF or CR
 * @param column in code points from 1 on; a byte order mark has none
 */
record Place(int line, int column) {
    static Place of(byte[] text, int offset) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(offset, text.length); i++) {
            byte b = text[i];
            if (b == '\n' || (b == '\r' && !(i + 1 < text.length && text[i + 1] == '\n'))) {
                line++;
                column = 1;
            } else if ((b & 0xC0) != 0x80 && b != '\r' && !(i == 0 && marked(text))) {
                column++;
            }
        }
        return new Place(line, column);
    }

    /** Whether a document begins with the byte order mark of UTF-8. */
    static boolean marked(byte[] text) {
        return text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
    }
}
