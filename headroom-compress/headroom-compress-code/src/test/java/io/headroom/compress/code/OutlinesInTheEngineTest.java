package io.headroom.compress.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-201")
@DisplayName("outlines as the engine uses them")
class OutlinesInTheEngineTest {
    /** Three files in one, so that 200 tokens can be saved. */
    private static final String TEXT =
            (Samples.read("gateway.py") + "\n\n").repeat(3).replace("#!/usr/bin/env python3\n", "");

    private static final CompressionSettings PLAIN = CompressionSettings.defaults();

    private static CompressionSettings codeAware() {
        return new CompressionSettings(
                PLAIN.mode(),
                PLAIN.limits(),
                PLAIN.budget(),
                PLAIN.excludedTools(),
                PLAIN.toolModes(),
                Map.of("code", Outlined.ENABLED));
    }

    private static Outcome compress(CompressionSettings settings, String tool, Mode mode) {
        try (Stores stores = Stores.inMemory("", 1 << 20);
                CompressionEngine engine = CompressionEngine.builder()
                        .settings(settings)
                        .compressors(List.of(new CodeCompressor()))
                        .originals(stores.originals())
                        .patience(Duration.ofSeconds(10))
                        .build()) {
            return engine.compress(
                    new CompressionRequest(new Content(TEXT), Hint.tool(tool), mode, RetrievalChannel.cli()),
                    Deadline.never());
        }
    }

    @Test
    @DisplayName(
            "C-201, C-1101: a file that an agent read becomes an outline in mode aggressive alone, by leave of both settings")
    void outlinesFilesByLeaveAlone() {
        Outcome outcome = compress(codeAware().withOutlines(), "Read", Mode.AGGRESSIVE);

        assertEquals(Fidelity.LOSSY, outcome.fidelity());
        assertEquals("code", outcome.compressor().orElseThrow());
        assertTrue(outcome.verified());
        assertTrue(
                outcome.form()
                        .lines()
                        .reduce((one, two) -> two)
                        .orElseThrow()
                        .contains("lines left out; read any with: "),
                outcome.form());
        assertEquals(
                TEXT,
                compress(codeAware().withOutlines(), "Read", Mode.BALANCED).form());
        assertEquals(TEXT, compress(codeAware(), "Read", Mode.AGGRESSIVE).form());
        assertEquals(
                TEXT, compress(PLAIN.withOutlines(), "Read", Mode.AGGRESSIVE).form());
    }

    @Test
    @DisplayName("C-201, C-1101: code from the web becomes an outline wherever something may be left out")
    void outlinesCodeFromElsewhere() {
        assertEquals(
                Fidelity.LOSSY, compress(codeAware(), "WebFetch", Mode.BALANCED).fidelity());
        assertEquals(TEXT, compress(PLAIN, "WebFetch", Mode.BALANCED).form());
        assertEquals(TEXT, compress(codeAware(), "WebFetch", Mode.LOSSLESS).form());
    }
}
