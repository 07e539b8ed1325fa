package io.headroom.deploy.journal;

import io.headroom.api.change.FileContent;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.record.DamagedRecordException;
import io.headroom.deploy.record.JsonOutput;
import io.headroom.deploy.record.JsonRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * The journal of a profile (D-204): one JSON object a line, synced before anything else happens. Bytes lie in {@code backup}, synced before
 * the line that names them. A last line without its end was being written when the process died, and nothing had been done for it yet.
 */
final class Journal {
    private static final int KEPT = 10;

    private final Path file;
    private final Path finished;
    private final AtomicFiles files;
    private final Images backup;
    private final IntentJson intents;
    private final Steps steps;

    Journal(Path own, AtomicFiles files, Images backup, Steps steps) {
        this.file = own.resolve("journal.jsonl");
        this.finished = own.resolve("journal");
        this.files = files;
        this.backup = backup;
        this.intents = new IntentJson(backup, own.getFileSystem());
        this.steps = steps;
    }

    Images backup() {
        return backup;
    }

    JournalState begin(Unfinished begun, Plan plan) throws IOException {
        List<JournalState.Planned> planned = new ArrayList<>();
        for (Step step : plan.steps()) {
            step.recorded().ifPresent(made -> planned.add(new JournalState.Planned(step.action(), made)));
        }
        line("begin", out -> {
            out.writeStringProperty("txn", begun.transaction());
            out.writeStringProperty("command", begun.command());
            out.writeStringProperty("way", begun.way().name());
            out.writeStringProperty("profile", plan.profile());
            out.writeArrayPropertyStart("plan");
            for (JournalState.Planned step : planned) {
                out.writeStartObject();
                out.writeStringProperty("action", step.action().name());
                intents.records().writeMembers(step.made(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
        return new JournalState(begun, planned);
    }

    void intend(JournalState state, Intent intent) throws IOException {
        intents.keep(intent);
        line("intend", out -> intents.write(intent, out));
        state.intend(intent);
    }

    void done(JournalState state, Intent intent) throws IOException {
        line("done", out -> {
            out.writeNumberProperty("n", intent.n());
            JsonOutput.member(out, "after", intent.planned().map(ContentHash::hex));
        });
        state.done(intent.n());
    }

    void undone(JournalState state, Intent intent) throws IOException {
        line("undone", out -> out.writeNumberProperty("n", intent.n()));
        state.undone(intent.n());
    }

    void end(JournalState state, String event) throws IOException {
        line(event, out -> {});
        state.end();
        finish(state.begun().transaction());
    }

    /** Reads the journal of a transaction that did not end, and cuts a line that was not written completely. */
    Optional<JournalState> read() throws IOException {
        Optional<FileContent> content = files.read(file);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(content.get().bytes(), StandardCharsets.UTF_8);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        JournalState state = begun(JsonRecord.parse(lines.get(0)));
        for (String line : lines.subList(1, lines.size())) {
            apply(state, JsonRecord.parse(line));
        }
        return Optional.of(state);
    }

    /** Makes the file fit to be appended to, or away with it, if its process died before or after the transaction. */
    Optional<JournalState> resume() throws IOException {
        files.sweep(file);
        Optional<JournalState> state = read();
        if (state.isEmpty()) {
            files.remove(file);
            return state;
        }
        if (state.get().isEnded()) {
            finish(state.get().begun().transaction());
            return Optional.empty();
        }
        String text = new String(files.read(file).orElseThrow().bytes(), StandardCharsets.UTF_8);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        if (!whole.equals(text)) {
            files.put(file, FileContent.of(whole), OptionalInt.of(FileMode.OWNER_FILE));
        }
        return state;
    }

    private JournalState begun(JsonRecord begin) throws IOException {
        if (!begin.text("event").equals("begin")) {
            throw new DamagedRecordException(file + " does not start with a beginning", null);
        }
        List<JournalState.Planned> plan = new ArrayList<>();
        for (JsonRecord step : begin.objects("plan")) {
            plan.add(new JournalState.Planned(
                    Step.Action.valueOf(step.text("action")),
                    intents.records().read(List.of(step)).get(0)));
        }
        return new JournalState(
                new Unfinished(begin.text("txn"), begin.text("command"), Unfinished.Way.valueOf(begin.text("way"))),
                plan);
    }

    private void apply(JournalState state, JsonRecord line) throws IOException {
        switch (line.text("event")) {
            case "intend" -> state.intend(intents.read(line));
            case "done" -> state.done(IntentJson.number(line));
            case "undone" -> state.undone(IntentJson.number(line));
            case "commit", "rolled-back" -> state.end();
            default -> throw new DamagedRecordException(file + " has a line of an unknown kind", null);
        }
    }

    private void line(String event, Consumer<JsonGenerator> content) throws IOException {
        String text = JsonOutput.line(out -> {
            out.writeStartObject();
            out.writeStringProperty("event", event);
            content.accept(out);
            out.writeEndObject();
        });
        files.append(file, FileContent.of(text));
        steps.reach("after the line " + event);
    }

    private void finish(String transaction) throws IOException {
        files.makeFolders(finished, OptionalInt.of(FileMode.OWNER_FOLDER));
        Path target = finished.resolve(transaction + ".jsonl");
        steps.reach("file the journal away");
        Files.move(
                file,
                target,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        List<Path> old;
        try (Stream<Path> all = Files.list(finished)) {
            old = all.sorted().toList();
        }
        for (Path journal : old.subList(0, Math.max(0, old.size() - KEPT))) {
            files.remove(journal);
        }
    }
}
