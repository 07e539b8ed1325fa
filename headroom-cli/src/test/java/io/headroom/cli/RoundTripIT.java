package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compress and decode as a user pipes them: bytes through a real pipe. {@link RoundTripTest} has more texts. */
@Tag("C-1303")
class RoundTripIT {
    @TempDir
    private Path home;

    @Test
    void aLogOfOurOwnComesBack() throws Exception {
        StringBuilder log = new StringBuilder();
        for (int line = 0; line < 300; line++) {
            log.append("2026-03-01T10:").append(10 + line / 60).append(':').append(10 + line % 50);
            log.append(" INFO  scheduler  job ").append(4000 + line).append(" of tenant 17 finished – ünïcode\r\n");
        }
        byte[] text = log.toString().getBytes(StandardCharsets.UTF_8);
        Distribution distribution = Distribution.built(home);

        Result form = distribution.pipe(text, "compress");
        Result decoded = distribution.pipe(form.bytes(), "decode");

        assertEquals(0, form.status(), form.toString());
        assertTrue(form.bytes().length < text.length / 2, form.toString());
        assertEquals(0, decoded.status(), decoded.toString());
        assertArrayEquals(text, decoded.bytes());
    }
}
