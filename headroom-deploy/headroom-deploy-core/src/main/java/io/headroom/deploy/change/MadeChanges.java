package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.record.ChangeJson;
import io.headroom.deploy.record.DamagedRecordException;
import io.headroom.deploy.record.JsonOutput;
import io.headroom.deploy.record.JsonRecord;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The {@code changes} of a manifest as JSON (D-305). Thread-safe. */
public final class MadeChanges {
    private final ChangeJson json;

    /**
     * Reads and writes the records of a profile.
     *
     * @param json the codec over the profile's backups
     */
    public MadeChanges(ChangeJson json) {
        this.json = json;
    }

    /**
     * Writes an array.
     *
     * @param changes the records
     * @param out stands where a value is expected
     */
    public void write(List<MadeChange> changes, JsonGenerator out) {
        out.writeStartArray();
        for (MadeChange change : changes) {
            out.writeStartObject();
            writeMembers(change, out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /**
     * Writes the members of one record.
     *
     * @param made the record
     * @param out stands in an object
     */
    public void writeMembers(MadeChange made, JsonGenerator out) {
        json.write(made.change(), out);
        out.writeStringProperty("state", made.state().name());
        out.writeArrayPropertyStart("keys");
        made.keys().forEach(out::writeString);
        out.writeEndArray();
        JsonOutput.member(out, "before", made.before().map(ContentHash::hex));
        JsonOutput.member(out, "after", made.after().map(ContentHash::hex));
        JsonOutput.member(out, "backup", made.before().map(hash -> "backup/" + hash.hex()));
        ChangeJson.writeTraces(made.traces(), out);
        out.writeStringProperty("done_at", made.doneAt().toString());
    }

    /**
     * Reads an array.
     *
     * @param array the array
     * @return the records
     * @throws IOException if it is no such array
     */
    public List<MadeChange> read(JsonValue array) throws IOException {
        return read(JsonRecord.all(array));
    }

    /**
     * Reads records.
     *
     * @param records the objects
     * @return the records
     * @throws IOException if one is damaged
     */
    public List<MadeChange> read(List<JsonRecord> records) throws IOException {
        List<MadeChange> changes = new ArrayList<>();
        for (JsonRecord record : records) {
            changes.add(read(record));
        }
        return changes;
    }

    private MadeChange read(JsonRecord in) throws IOException {
        Change change = json.read(in);
        try {
            return new MadeChange(
                    change,
                    MadeChange.State.valueOf(in.text("state")),
                    hash(in, "before"),
                    hash(in, "after"),
                    ChangeJson.readTraces(in),
                    Instant.parse(in.text("done_at")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new DamagedRecordException("not a record of a change: " + e.getMessage(), e);
        }
    }

    private static Optional<ContentHash> hash(JsonRecord in, String name) {
        return in.maybeText(name).map(ContentHash::new);
    }
}
