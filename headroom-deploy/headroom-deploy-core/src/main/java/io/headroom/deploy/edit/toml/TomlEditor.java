package io.headroom.deploy.edit.toml;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Editor;
import io.headroom.deploy.edit.Restored;
import io.headroom.deploy.edit.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Edits TOML documents. Names are compared decoded, so that bare, quoted and dotted spellings are one key; a key of the root is looked for
 * before the first header only. Dates, radix, underscores, kinds of strings, indentation and the spaces around {@code =} survive, and new
 * lines look like their neighbors. Cost: linear in the document for each edit. Thread-safe.
 *
 * <p>In a {@link Trace}, {@code ours} is the value where one was replaced, and all that was inserted where a key was added, so that it can
 * go without a trace; {@code made} is the topmost table that had to be made, the empty pointer for the whole document. A table with a
 * header that was taken out is kept in {@code former} with a line end behind it.
 *
 * @see <a href="https://toml.io/en/v1.1.0">TOML 1.1</a>
 */
public final class TomlEditor implements Editor<Change.TomlEdit> {
    /** The pointer to the whole document: what {@link Trace#made()} says if there was no file. */
    private static final String WHOLE = "";

    /** Creates the editor. */
    public TomlEditor() {}

    @Override
    public Edited make(Change.TomlEdit change, Optional<FileContent> before) throws EditRefusedException {
        TomlText document = TomlText.of(before.orElse(FileContent.of("")));
        TomlWork work = new TomlWork(document.text());
        List<Trace> traces = new ArrayList<>();
        for (DocumentEdit edit : change.edits()) {
            Trace trace = work.make(edit);
            boolean first = before.isEmpty() && traces.isEmpty();
            traces.add(first ? new Trace(trace.key(), trace.former(), trace.ours(), Optional.of(WHOLE)) : trace);
        }
        work.requireExact();
        return new Edited(document.with(work.text()), traces);
    }

    @Override
    public Restored takeBack(Change.TomlEdit change, FileContent now, List<Trace> traces) throws EditRefusedException {
        if (traces.size() != change.edits().size()) {
            throw new IllegalArgumentException("one trace for each edit");
        }
        TomlText document = TomlText.of(now);
        TomlWork work = new TomlWork(document.text());
        List<String> left = new ArrayList<>();
        for (int i = traces.size() - 1; i >= 0; i--) {
            if (!work.takeBack(change.edits().get(i), traces.get(i))) {
                left.add(0, traces.get(i).key());
            }
        }
        for (Trace trace : traces) {
            work.removeEmpty(trace);
        }
        work.requireExact();
        boolean gone = work.text().isBlank()
                && traces.stream().anyMatch(t -> t.made().filter(WHOLE::equals).isPresent());
        return new Restored(gone ? Optional.empty() : Optional.of(document.with(work.text())), left);
    }
}
