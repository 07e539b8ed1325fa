package io.headroom.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What came of reading the settings again (PX-303).
 *
 * @param applied what is different from now on
 * @param needsRestart what is different in the source, and will be here after a restart
 * @param faults why nothing was changed; empty if the settings could be read
 */
public record ReloadReport(List<Change> applied, List<Change> needsRestart, List<String> faults) {
    /** Copies the lists. */
    public ReloadReport {
        applied = List.copyOf(applied);
        needsRestart = List.copyOf(needsRestart);
        faults = List.copyOf(faults);
    }

    /**
     * One setting that differs.
     *
     * @param key its key
     * @param before the value in force until now; secrets are replaced
     * @param after the value in the source; secrets are replaced
     */
    public record Change(String key, String before, String after) {
        /** Checks that nothing is null. */
        public Change {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }

        @Override
        public String toString() {
            return key + " = " + shown(after) + " (was " + shown(before) + ")";
        }

        private static String shown(String value) {
            return value.isEmpty() ? "\"\"" : value;
        }
    }

    static ReloadReport refused(List<String> faults) {
        return new ReloadReport(List.of(), List.of(), faults);
    }

    /**
     * The report for people.
     *
     * @return one line for each setting or fault, and one that says so where there is none
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        faults.forEach(fault -> lines.add("nothing was changed: " + fault));
        applied.forEach(change -> lines.add("changed: " + change));
        needsRestart.forEach(change -> lines.add("needs a restart: " + change));
        if (lines.isEmpty()) {
            lines.add("nothing has changed");
        }
        return lines;
    }
}
