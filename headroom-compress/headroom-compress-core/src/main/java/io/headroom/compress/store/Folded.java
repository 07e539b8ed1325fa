package io.headroom.compress.store;

import io.headroom.compress.settle.Wtf8;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A text as the database keeps it: WTF-8, deflated. */
final class Folded {
    private static final int BUFFER = 8192;

    private Folded() {}

    static byte[] fold(String text) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(Wtf8.encode(text));
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
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
