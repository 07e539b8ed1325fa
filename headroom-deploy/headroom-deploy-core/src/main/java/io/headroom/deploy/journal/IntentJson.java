package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.MadeChanges;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.ownership.StackJson;
import io.headroom.deploy.record.ChangeJson;
import io.headroom.deploy.record.DamagedRecordException;
import io.headroom.deploy.record.JsonOutput;
import io.headroom.deploy.record.JsonRecord;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JsonGenerator;

/** Intents as JSON, with the bytes in the profile's backup. */
final class IntentJson {
    private final FileSystem files;
    private final ChangeJson changes;
    private final MadeChanges records;
    private final StackJson stacks;

    IntentJson(Images backup, FileSystem files) {
        this.files = files;
        this.changes = new ChangeJson(backup, files);
        this.records = new MadeChanges(changes);
        this.stacks = new StackJson(backup, files);
    }

    MadeChanges records() {
        return records;
    }

    /** Keeps the bytes that the line names. To be called before. */
    void keep(Intent intent) throws IOException {
        if (intent.change().isPresent()) {
            changes.keep(intent.change().get());
        }
        if (intent.former().isPresent()) {
            stacks.keep(intent.former().get());
        }
        if (intent.next().isPresent()) {
            stacks.keep(intent.next().get());
        }
    }

    void write(Intent intent, JsonGenerator out) {
        out.writeNumberProperty("n", intent.n());
        out.writeStringProperty("id", intent.id());
        out.writeStringProperty("kind", intent.kind().name());
        JsonOutput.member(out, "path", intent.path());
        JsonOutput.member(out, "before", intent.before().map(ContentHash::hex));
        if (intent.mode().isPresent()) {
            out.writeStringProperty("mode", Integer.toOctalString(intent.mode().getAsInt()));
        }
        JsonOutput.member(out, "planned", intent.planned().map(ContentHash::hex));
        out.writeStringProperty("way", intent.way().name());
        intent.change().ifPresent(change -> {
            out.writeObjectPropertyStart("change");
            changes.write(change, out);
            out.writeEndObject();
        });
        intent.recorded().ifPresent(made -> {
            out.writeObjectPropertyStart("recorded");
            records.writeMembers(made, out);
            out.writeEndObject();
        });
        stack("former", intent.former(), out);
        stack("next", intent.next(), out);
    }

    Intent read(JsonRecord in) throws IOException {
        try {
            Optional<JsonRecord> change = in.object("change");
            Optional<JsonRecord> recorded = in.object("recorded");
            Optional<String> mode = in.maybeText("mode");
            return new Intent(
                    number(in),
                    Intent.Kind.valueOf(in.text("kind")),
                    change.isPresent() ? Optional.<Change>of(changes.read(change.get())) : Optional.empty(),
                    recorded.isPresent()
                            ? Optional.<MadeChange>of(
                                    records.read(List.of(recorded.get())).get(0))
                            : Optional.empty(),
                    in.maybeText("path").map(files::getPath),
                    in.maybeText("before").map(ContentHash::new),
                    mode.isPresent() ? OptionalInt.of(Integer.parseInt(mode.get(), 8)) : OptionalInt.empty(),
                    in.maybeText("planned").map(ContentHash::new),
                    AtomicFiles.Way.valueOf(in.text("way")),
                    stack(in, "former"),
                    stack(in, "next"));
        } catch (IllegalArgumentException e) {
            throw new DamagedRecordException("not a line of a journal: " + e.getMessage(), e);
        }
    }

    static int number(JsonRecord in) throws DamagedRecordException {
        return Math.toIntExact(in.number("n").orElseThrow(() -> new DamagedRecordException("'n' is missing", null)));
    }

    private void stack(String name, Optional<Stack> stack, JsonGenerator out) {
        stack.ifPresent(present -> {
            out.writeName(name);
            stacks.write(present, out);
        });
    }

    private Optional<Stack> stack(JsonRecord in, String name) throws IOException {
        Optional<JsonRecord> stack = in.object(name);
        return stack.isPresent() ? Optional.of(stacks.read(stack.get())) : Optional.empty();
    }
}
