package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names of a listing: of {@code ls -l}, with the directory that heads them in {@code ls -lR}; paths of {@code find} and {@code du};
 * files of {@code git diff --stat} with their number of changes.
 */
final class Listing implements Items {
    private static final int PERCENT = 60;
    private static final int MODE = 10;
    private static final int COLUMNS = 8;

    private final TextLines lines;
    private final List<Optional<Name>> names;
    private final CompressionContext context;

    private Listing(TextLines lines, List<Optional<Name>> names, CompressionContext context) {
        this.lines = lines;
        this.names = names;
        this.context = context;
    }

    private record Name(String directory, String name, String note) {}

    static Optional<Listing> of(TextLines lines, CompressionContext context) {
        List<Optional<Name>> names = new ArrayList<>(Collections.nCopies(lines.size(), Optional.empty()));
        int found = 0;
        int other = 0;
        String directory = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.line(i);
            if (isDirectory(line)) {
                directory = line.substring(0, line.length() - 1);
                continue;
            }
            Optional<Name> name = name(line, directory);
            names.set(i, name);
            found += name.isPresent() ? 1 : 0;
            other += name.isPresent() || line.isBlank() || line.startsWith("total ") ? 0 : 1;
        }
        return found > 0 && 100L * found >= (long) PERCENT * (found + other)
                ? Optional.of(new Listing(lines, names, context))
                : Optional.empty();
    }

    /** The line before the files of a directory, as {@code ls -R} prints it. */
    private static boolean isDirectory(String line) {
        return line.length() > 1 && line.endsWith(":") && line.indexOf(' ') < 0;
    }

    @Override
    public boolean isNamed(int line) {
        String text = lines.line(line);
        return names.get(line).isPresent() || isDirectory(text) || text.startsWith("total ");
    }

    private static Optional<Name> name(String line, String directory) {
        if (isMode(line)) {
            int at = afterColumns(line);
            return at < 0 ? Optional.empty() : Optional.of(new Name(directory, line.substring(at), ""));
        }
        int tab = line.indexOf('\t');
        if (tab > 0 && isSize(line, tab) && line.indexOf('/', tab) > 0) {
            return Optional.of(new Name("", line.substring(tab + 1), " " + line.substring(0, tab)));
        }
        int bar = line.indexOf(" | ");
        if (bar > 0 && line.startsWith(" ") && line.length() > bar + 3) {
            String name = line.substring(0, bar).strip();
            String changes = line.substring(bar + 3).strip();
            return name.isEmpty() ? Optional.empty() : Optional.of(new Name("", name, " " + changes));
        }
        return path(line);
    }

    /** A path, behind nothing or behind columns of numbers and dates. */
    private static Optional<Name> path(String line) {
        int start = line.lastIndexOf(' ') + 1;
        if (line.indexOf('/', start) < 0 || line.contains("://")) {
            return Optional.empty();
        }
        String before = line.substring(0, start).strip();
        for (int i = 0; i < before.length(); i++) {
            if (before.charAt(i) > '9' && "KMGT:".indexOf(before.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        String note = before.isEmpty() || before.indexOf(' ') >= 0 ? "" : " " + before;
        return Optional.of(new Name("", line.substring(start), note));
    }

    private static boolean isSize(String line, int end) {
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            boolean unit = i == end - 1 && "KMGT".indexOf(c) >= 0;
            if (!unit && (c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isMode(String line) {
        if (line.length() < MODE + 2 || "-dlbcps".indexOf(line.charAt(0)) < 0) {
            return false;
        }
        for (int i = 1; i < MODE; i++) {
            if ("rwxsStT-".indexOf(line.charAt(i)) < 0) {
                return false;
            }
        }
        return line.charAt(MODE) == ' ' || "+.@".indexOf(line.charAt(MODE)) >= 0;
    }

    /** Where the name starts: behind mode, links, owner, group, size, and a date of two or three words. */
    private static int afterColumns(String line) {
        int at = 0;
        int columns = 0;
        int most = COLUMNS;
        while (at < line.length() && columns < most) {
            int end = line.indexOf(' ', at);
            if (end < 0) {
                return -1;
            }
            if (columns == COLUMNS - 3 && end - at == 10 && line.charAt(at + 4) == '-') {
                most = COLUMNS - 1;
            }
            // A device has two numbers instead of a size.
            most += columns == COLUMNS - 4 && line.charAt(end - 1) == ',' ? 1 : 0;
            columns++;
            at = end;
            while (at < line.length() && line.charAt(at) == ' ' && (columns < most || at == end)) {
                at++;
            }
        }
        return at < line.length() ? at : -1;
    }

    @Override
    public String facts(List<GapNote.Range> ranges) {
        Map<String, List<Name>> directories = new LinkedHashMap<>();
        for (GapNote.Range range : ranges) {
            for (int line = range.from() - 1; line < range.to(); line++) {
                names.get(line)
                        .ifPresent(name -> directories
                                .computeIfAbsent(name.directory(), key -> new ArrayList<>())
                                .add(name));
            }
        }
        StringBuilder facts = new StringBuilder();
        directories.forEach((directory, found) -> {
            facts.append(facts.length() == 0 ? "" : "; ").append(directory);
            facts.append(directory.isEmpty() ? "" : ": ");
            List<String> texts = found.stream().map(Name::name).toList();
            facts.append(PackedNames.of(texts, found.stream().map(Name::note).toList(), context));
        });
        return facts.toString();
    }
}
