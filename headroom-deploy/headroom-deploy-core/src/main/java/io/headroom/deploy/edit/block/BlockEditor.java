package io.headroom.deploy.edit.block;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.BlockEdit.Place;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Editor;
import io.headroom.deploy.edit.Restored;
import io.headroom.deploy.edit.Trace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a marked block of lines into a text file and takes it out: {@code # >>> marker >>>}, the lines, {@code # <<< marker <<<}. It works on
 * bytes, so that files in any encoding keep theirs; the texts of a {@link Trace} show each byte as one character of ISO 8859-1. Markers
 * count as whole lines, with or without CR and trailing blanks; the block itself has LF, since shells take a CR for part of a word. Other
 * blocks, and text that looks like a marker within a line, are never touched. Thread-safe.
 *
 * <p>{@link Trace#made()} holds the line ends that were added in front of the block, or is the empty text if there was no file.
 */
public final class BlockEditor implements Editor<Change.BlockEdit> {
    /** Creates the editor. */
    public BlockEditor() {}

    @Override
    public Edited make(Change.BlockEdit change, Optional<FileContent> before) throws EditRefusedException {
        String text = before.map(BlockEditor::text).orElse("");
        Optional<Block> present = Block.find(text, view(change.marker()));
        String body = body(change);
        if (present.isPresent()) {
            Block block = present.get();
            Trace trace =
                    new Trace(change.marker(), Optional.of(block.body(text)), Optional.of(body), Optional.empty());
            String after = text.substring(0, block.bodyStart()) + body + text.substring(block.bodyEnd());
            return new Edited(content(after), List.of(trace));
        }
        String block = "# >>> " + view(change.marker()) + " >>>\n" + body + "# <<< " + view(change.marker()) + " <<<\n";
        int at = change.place() == Place.END ? text.length() : Block.first(text);
        String front = change.place() == Place.END ? lineEnds(text) : "";
        Optional<String> made =
                before.isEmpty() ? Optional.of("") : Optional.of(front).filter(added -> !added.isEmpty());
        Trace trace = new Trace(change.marker(), Optional.empty(), Optional.of(body), made);
        return new Edited(content(text.substring(0, at) + front + block + text.substring(at)), List.of(trace));
    }

    @Override
    public Restored takeBack(Change.BlockEdit change, FileContent now, List<Trace> traces) throws EditRefusedException {
        String text = text(now);
        Trace trace = traces.get(0);
        Optional<Block> found = Block.find(text, view(change.marker()));
        if (found.isEmpty()) {
            return restored(text, trace, List.of());
        }
        Block block = found.get();
        List<String> theirs = theirs(block.body(text), change);
        List<String> left = theirs.isEmpty() ? List.of() : List.of(change.marker());
        if (trace.former().isPresent()) {
            String body = theirs.isEmpty() ? trace.former().get() : block.body(text);
            return restored(text.substring(0, block.bodyStart()) + body + text.substring(block.bodyEnd()), trace, left);
        }
        String rest = text.substring(block.end());
        String front = text.substring(0, block.start()) + String.join("", theirs);
        String added = trace.made().orElse("");
        boolean last = rest.isEmpty() && theirs.isEmpty();
        if (last && front.endsWith(added)) {
            front = front.substring(0, front.length() - added.length());
        }
        return restored(front + rest, trace, left);
    }

    private static Restored restored(String text, Trace trace, List<String> left) {
        boolean gone = text.isEmpty() && trace.made().filter(String::isEmpty).isPresent();
        return new Restored(gone ? Optional.empty() : Optional.of(content(text)), left);
    }

    /** The line ends that a block at the end needs in front of it. */
    private static String lineEnds(String text) {
        boolean open = !text.isEmpty() && !text.endsWith("\n");
        String lines = open ? text : text.isEmpty() ? "" : text.substring(0, text.length() - 1);
        int backslashes = 0;
        while (backslashes < lines.length() && lines.charAt(lines.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        // A line that ends in a backslash would go on with our marker.
        return (open ? "\n" : "") + (backslashes % 2 == 1 ? "\n" : "");
    }

    /** The lines of a block that are not ours, with their line ends. */
    private static List<String> theirs(String body, Change.BlockEdit change) {
        List<String> ours = change.lines().stream().map(BlockEditor::view).toList();
        List<String> theirs = new ArrayList<>();
        int next = 0;
        for (String line : body.split("(?<=\n)")) {
            int found = ours.subList(next, ours.size()).indexOf(line.stripTrailing());
            if (found < 0) {
                found = ours.subList(next, ours.size()).indexOf(line.replaceAll("[\r\n]", ""));
            }
            if (found >= 0) {
                next += found + 1;
            } else if (!line.isEmpty()) {
                theirs.add(line);
            }
        }
        return theirs;
    }

    private static String body(Change.BlockEdit change) {
        StringBuilder body = new StringBuilder();
        change.lines().forEach(line -> body.append(view(line)).append('\n'));
        return body.toString();
    }

    private static String view(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String text(FileContent content) {
        return new String(content.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static FileContent content(String text) {
        return FileContent.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
