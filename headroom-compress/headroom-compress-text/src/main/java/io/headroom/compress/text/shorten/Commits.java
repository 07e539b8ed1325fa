package io.headroom.compress.text.shorten;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commits of {@code git log}: seven digits of the hash and the subject. */
final class Commits implements Items {
    private static final String COMMIT = "commit ";
    private static final int HASH = 40;
    private static final int SHORT = 7;
    private static final int FEWEST = 3;

    private final TextLines lines;
    private final List<Integer> starts;

    private Commits(TextLines lines, List<Integer> starts) {
        this.lines = lines;
        this.starts = starts;
    }

    static Optional<Commits> of(TextLines lines) {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isCommit(lines.line(i))) {
                starts.add(i);
            }
        }
        return starts.size() >= FEWEST && starts.get(0) == 0
                ? Optional.of(new Commits(lines, starts))
                : Optional.empty();
    }

    private static boolean isCommit(String line) {
        int end = COMMIT.length() + HASH;
        if (!line.startsWith(COMMIT) || line.length() < end || (line.length() > end && line.charAt(end) != ' ')) {
            return false;
        }
        for (int i = COMMIT.length(); i < end; i++) {
            if (Character.digit(line.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where each commit starts, from 0 on. */
    List<Integer> starts() {
        return starts;
    }

    @Override
    public String facts(List<GapNote.Range> ranges) {
        StringBuilder facts = new StringBuilder();
        for (GapNote.Range range : ranges) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                if (isCommit(lines.line(line))) {
                    facts.append(facts.length() == 0 ? "" : ", ").append(summary(line, range.to()));
                }
            }
        }
        return facts.toString();
    }

    private String summary(int commit, int end) {
        String hash = lines.line(commit).substring(COMMIT.length(), COMMIT.length() + SHORT);
        for (int at = commit + 1; at < end && !isCommit(lines.line(at)); at++) {
            if (lines.line(at).startsWith("    ") && !lines.line(at).isBlank()) {
                return hash + " " + lines.line(at).strip();
            }
        }
        return hash;
    }
}
