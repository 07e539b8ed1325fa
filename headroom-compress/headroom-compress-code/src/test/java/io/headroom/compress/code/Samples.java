package io.headroom.compress.code;

import io.headroom.workload.NamedText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small files in each language, written for the tests, with their outlines. */
final class Samples {
    static final List<String> NAMES = List.of(
            "Ledger.java",
            "Gateway.kt",
            "Gateway.cs",
            "cart.test.ts",
            "gateway.go",
            "cache.rs",
            "gateway.cpp",
            "gateway.py");

    private Samples() {}

    static String read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<NamedText> all() {
        return NAMES.stream().map(name -> new NamedText(name, read(name))).toList();
    }

    /** The text as {@code cat -n} prints it, or with an arrow in place of the tab. */
    static String numbered(String text, char separator) {
        StringBuilder out = new StringBuilder();
        int number = 1;
        for (String line : text.split("(?<=\n)", -1)) {
            if (!line.isEmpty()) {
                out.append(String.format(java.util.Locale.ROOT, "%6d", number++))
                        .append(separator)
                        .append(line);
            }
        }
        return out.toString();
    }
}
