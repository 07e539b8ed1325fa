package io.headroom.api.testkit;

import io.headroom.api.compress.Fidelity;
import io.headroom.workload.probe.JsonTokens;
import java.util.List;
import java.util.Optional;

/** Compares what was decoded with the original, by the rules of a fidelity. */
final class LosslessCheck {
    private static final int SHOWN = 60;

    private LosslessCheck() {}

    /**
     * Finds the first difference.
     *
     * @return what differs, or empty if nothing that counts does
     */
    static Optional<String> difference(String original, String decoded, Fidelity fidelity) {
        if (original.equals(decoded)) {
            return Optional.empty();
        }
        if (fidelity == Fidelity.BYTES) {
            return Optional.of(firstDifference(original, decoded));
        }
        Optional<List<String>> expected = JsonTokens.of(original);
        if (expected.isEmpty()) {
            return Optional.of(
                    "the original is no JSON document, so DATA means nothing; " + firstDifference(original, decoded));
        }
        Optional<List<String>> actual = JsonTokens.of(decoded);
        if (actual.isEmpty()) {
            return Optional.of("what was decoded is no JSON document: " + excerpt(decoded, 0));
        }
        return tokenDifference(expected.get(), actual.get());
    }

    private static Optional<String> tokenDifference(List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!expected.get(i).equals(actual.get(i))) {
                return Optional.of("JSON token " + (i + 1) + " was " + excerpt(expected.get(i), 0)
                        + " and came back as " + excerpt(actual.get(i), 0));
            }
        }
        return expected.size() == actual.size()
                ? Optional.empty()
                : Optional.of(expected.size() + " JSON tokens became " + actual.size());
    }

    private static String firstDifference(String original, String decoded) {
        int i = 0;
        while (i < Math.min(original.length(), decoded.length()) && original.charAt(i) == decoded.charAt(i)) {
            i++;
        }
        return "character " + (i + 1) + " differs: " + excerpt(original, i) + " came back as " + excerpt(decoded, i);
    }

    private static String excerpt(String text, int from) {
        String part = text.substring(from, Math.min(text.length(), from + SHOWN));
        return "'" + part.replace("\n", "\\n").replace("\r", "\\r") + "'";
    }
}
