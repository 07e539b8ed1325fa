package io.headroom.proxy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settings are wrong. Lists every fault at once, so that a user mends a file in one go. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The faults; transient since they are no part of what a stack trace is sent for. */
    private final transient List<Fault> faults;

    /**
     * One fault.
     *
     * @param key the setting's key; empty text for a file that cannot be read as a whole
     * @param value the value as given, with secrets replaced; empty text if there is none to be shown
     * @param reason what is wrong, and what would be right
     * @param place where it was given: {@code flag --port}, {@code env HEADROOM_PORT} or {@code headroom.toml:12}
     */
    public record Fault(String key, String value, String reason, Optional<String> place) {
        @Override
        public String toString() {
            String where = place.map(at -> at + ": ").orElse("");
            String what = value.isEmpty() ? key : key + " = " + value;
            return key.isEmpty() ? where + reason : where + what + ": " + reason;
        }
    }

    /**
     * Creates the exception.
     *
     * @param faults at least one
     */
    public InvalidSettingsException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /**
     * All faults.
     *
     * @return in the order in which they were found
     */
    public List<Fault> faults() {
        return faults == null ? List.of() : faults;
    }
}
