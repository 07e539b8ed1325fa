package io.headroom.deploy.change;

import java.nio.file.Path;
import java.util.List;

/** The {@code changes} of a manifest as JSON. Thread-safe. */
public final class MadeChanges {
    private final Path backup;

    /**
     * Reads and writes the records of a profile.
     *
     * @param own the profile's folder, {@code <pd>}, below which the contents of our files lie
     */
    public MadeChanges(Path own) {
        this.backup = own.resolve("backup");
    }

    /**
     * Writes the array.
     *
     * @param changes the records
     * @param out stands where a value is expected
     */
    public void write(List<MadeChange> changes, tools.jackson.core.JsonGenerator out) {
        throw new UnsupportedOperationException(backup + " " + changes + out);
    }

    /**
     * Reads the array.
     *
     * @param in stands on the start of the array; afterwards on its end
     * @return the records
     * @throws tools.jackson.core.JacksonException if it is no such array
     */
    public List<MadeChange> read(tools.jackson.core.JsonParser in) {
        throw new UnsupportedOperationException(backup + " " + in);
    }
}
