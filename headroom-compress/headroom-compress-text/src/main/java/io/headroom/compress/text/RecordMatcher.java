package io.headroom.compress.text;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Template;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes lines in terms of patterns that are known already. Each line is compared with the patterns of as many words, those with the most
 * text in common with their lines first, and with a bounded number of them; so the cost is linear in the text.
 */
final class RecordMatcher {
    private static final int MOST_COMPARED = 48;
    private static final int CHECK_EVERY = 1 << 16;

    private final CompressionContext context;
    /** By the number of words of the first line; a line with more words than any pattern has no candidates. */
    private final List<List<Candidate>> byWords = new ArrayList<>();

    private final ValueSlices values = new ValueSlices();
    private long steps;

    RecordMatcher(List<Template> patterns, CompressionContext context) {
        this.context = context;
        List<Candidate> candidates = new ArrayList<>(patterns.size());
        for (int number = 0; number < patterns.size(); number++) {
            candidates.add(new Candidate(number, LineProgram.of(patterns.get(number))));
        }
        candidates.sort(Comparator.comparingInt(candidate -> -candidate.literals()));
        for (Candidate candidate : candidates) {
            int words = candidate.lines().get(0).words();
            while (byWords.size() <= words) {
                byWords.add(new ArrayList<>());
            }
            byWords.get(words).add(candidate);
        }
    }

    /** A pattern, by the programs of its lines. */
    private record Candidate(int number, List<LineProgram> lines) {
        int literals() {
            int sum = 0;
            for (LineProgram line : lines) {
                sum += line.literals();
            }
            return sum;
        }
    }

    /** All lines, in units; a record does not go on over a heading. */
    Units match(HeadedLines headed) {
        Units units = new Units();
        int at = 0;
        while (at < headed.lines().size()) {
            Candidate found = find(headed, at);
            units.add(at, found == null ? -1 : found.number());
            if (found != null) {
                values.addTo(units);
            }
            at += found == null ? 1 : found.lines().size();
            if (steps > CHECK_EVERY) {
                check();
            }
        }
        check();
        return units;
    }

    private void check() {
        context.checkpoint(steps);
        steps = 0;
    }

    private @org.jspecify.annotations.Nullable Candidate find(HeadedLines headed, int at) {
        if (headed.verbatim()[at]) {
            steps++;
            return null;
        }
        String line = headed.lines().get(at);
        steps += 2L * line.length() + 1;
        int words = LineProgram.words(line);
        List<Candidate> candidates = words < byWords.size() ? byWords.get(words) : List.of();
        int compared = Math.min(candidates.size(), MOST_COMPARED);
        for (int i = 0; i < compared; i++) {
            if (matches(candidates.get(i), headed, at)) {
                return candidates.get(i);
            }
        }
        return null;
    }

    private boolean matches(Candidate candidate, HeadedLines headed, int at) {
        List<LineProgram> programs = candidate.lines();
        if (at + programs.size() > headed.lines().size()) {
            return false;
        }
        values.clear();
        for (int i = 0; i < programs.size(); i++) {
            if (i > 0 && (headed.headings()[at + i] != null || headed.verbatim()[at + i])) {
                return false;
            }
            int end = programs.get(i).match(headed.lines().get(at + i), values);
            steps += 4 + (end < 0 ? ~end : end);
            if (end < 0) {
                return false;
            }
        }
        return true;
    }
}
