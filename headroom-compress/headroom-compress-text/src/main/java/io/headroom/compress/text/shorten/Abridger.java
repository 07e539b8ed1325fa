package io.headroom.compress.text.shorten;

import io.headroom.api.compress.ShorteningContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses what is shown of a text. First and last lines, errors, summaries, and what fits no pattern stay; what looks like many other
 * lines goes, and a note says what it was. Only lines that share patterns make a text one that may be shortened, no words do.
 */
public final class Abridger {
    private static final int FEWEST_LINES = 20;
    private static final int PATTERN_PERCENT = 50;
    private static final int DIFF_PERCENT = 60;

    private final TextLines lines;
    private final List<Optional<String>> paths;
    private final ShorteningContext context;

    /**
     * An abridger for one text.
     *
     * @param lines the text
     * @param paths for each line the path with which it begins, where lines are search results
     * @param context the call's context
     */
    public Abridger(TextLines lines, List<Optional<String>> paths, ShorteningContext context) {
        this.lines = lines;
        this.paths = List.copyOf(paths);
        this.context = context;
    }

    /**
     * Whether a text is a diff.
     *
     * @param lines the text
     * @return whether most of its lines belong to a unified diff that can be read
     */
    public static boolean isDiff(TextLines lines) {
        return diff(lines).isPresent();
    }

    /**
     * Chooses.
     *
     * @return what is shown, or empty if nothing can be left out
     */
    public Optional<Abridgement> abridge() {
        if (lines.size() < FEWEST_LINES) {
            return Optional.empty();
        }
        if (isJson()) {
            return Optional.empty();
        }
        Optional<Diff> diff = diff(lines);
        if (diff.isPresent()) {
            return Optional.of(new DiffAbridger(lines, diff.get(), context).abridge())
                    .filter(this::leavesOut);
        }
        if (isTree()) {
            return Optional.empty();
        }
        Analysis analysis = Analysis.of(lines, context);
        Optional<Hits> hits = Hits.of(lines, paths, context);
        Optional<Commits> commits = Commits.of(lines);
        Optional<Listing> listing = hits.isPresent() ? Optional.empty() : Listing.of(lines, context);
        if (analysis.percentFitting() < PATTERN_PERCENT && hits.isEmpty() && commits.isEmpty() && listing.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, String> errors = new HashMap<>();
        Survivors survivors = new Survivors(lines, analysis, context);
        survivors.keepEnds();
        if (commits.isPresent()) {
            survivors.keepCommits(commits.get());
        } else if (hits.isPresent()) {
            survivors.keepDiagnostics(hits.get(), errors);
        } else if (listing.isEmpty()) {
            survivors.keepWhatMatters(errors);
        }
        Items items = Items.first(List.of(commits, hits, listing));
        survivors.keepUnnamed(items);
        if (commits.isEmpty() && listing.isEmpty()) {
            survivors.keepMoreEnds();
        }
        Facts facts = new Facts(lines, analysis, items, errors, context);
        return Optional.of(new Gaps(lines, analysis, facts, context).close(survivors.kept(), survivors.whole()))
                .filter(this::leavesOut);
    }

    private boolean leavesOut(Abridgement abridgement) {
        return lines.codes() > 0
                || abridgement.last().isPresent()
                || abridgement.rows().stream()
                        .anyMatch(row -> row.before().isPresent() || row.cut().isPresent());
    }

    private static Optional<Diff> diff(TextLines lines) {
        return Diff.of(lines).filter(diff -> 100L * diff.covered() >= (long) DIFF_PERCENT * lines.size());
    }

    /** Whether the text, or each line of it, is JSON by its brackets: that has rows and keys, which tell more than lines. */
    private boolean isJson() {
        int objects = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.line(i);
            objects += line.startsWith("{") && line.endsWith("}") ? 1 : 0;
        }
        String text = lines.text().strip();
        boolean object = text.startsWith("{") && text.endsWith("}");
        boolean array = text.startsWith("[") && text.endsWith("]") && "{[\"".indexOf(afterBracket(text)) >= 0;
        return object || array || 2 * objects > lines.size();
    }

    private static char afterBracket(String text) {
        int at = 1;
        while (at < text.length() - 1 && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }

    /** The output of tree: every name stays, and where it stands says what it belongs to. */
    private boolean isTree() {
        int branches = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.line(i);
            branches += line.contains("├──") || line.contains("└──") || line.contains("|-- ") ? 1 : 0;
            branches += line.contains("+- ") || line.contains("\\- ") ? 1 : 0;
        }
        return 2 * branches > lines.size();
    }
}
