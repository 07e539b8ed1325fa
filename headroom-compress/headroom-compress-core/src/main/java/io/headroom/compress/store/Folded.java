package io.headroom.compress.store;

import io.headroom.compress.settle.Wtf8;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A text as it is kept: WTF-8, deflated. */
final class Folded {
    private static final int BUFFER = 8192;

    private Folded() {}

    static byte[] fold(String text) {
        try (Deflating folding = new Deflating()) {
            folding.last(Wtf8.encode(text));
            return folding.bytes();
        }
    }

    static String unfold(byte[] folded) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(folded);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int n = inflater.inflate(buffer);
                if (n == 0 && !inflater.finished()) {
                    throw new DataFormatException("cut off");
                }
                out.write(buffer, 0, n);
            }
            return Wtf8.decode(out.toByteArray());
        } finally {
            inflater.end();
        }
    }
}
