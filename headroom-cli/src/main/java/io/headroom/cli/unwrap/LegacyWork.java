package io.headroom.cli.unwrap;

import io.headroom.deploy.legacy.Leftover;
import io.headroom.deploy.legacy.LegacyRemoval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of what the Python Headroom left.
 *
 * @param lines what to tell
 * @param failures what could not be done
 */
record LegacyWork(List<String> lines, List<String> failures) {
    LegacyWork {
        lines = List.copyOf(lines);
        failures = List.copyOf(failures);
    }

    /** Takes it out, or without a removal only shows it. */
    static LegacyWork on(List<Leftover> found, @Nullable LegacyRemoval removal) {
        List<String> lines = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Leftover one : found) {
            boolean goes = one.kind().removable();
            if (removal == null || !goes) {
                lines.add("Of the Python Headroom: " + one.words()
                        + (goes ? "; --legacy takes it out" : "; take it out by hand"));
            }
        }
        if (removal != null) {
            LegacyRemoval.Removed removed = removal.remove(found);
            found.stream()
                    .filter(one -> removed.copies().containsKey(one.file())
                            && one.kind().removable())
                    .forEach(one -> lines.add("Took out " + one.words() + "; copy: "
                            + removed.copies().get(one.file())));
            removed.failures()
                    .forEach((file, why) ->
                            failures.add("Not taken out of " + file + ": " + why + ". The same command tries again."));
        }
        return new LegacyWork(lines, failures);
    }
}
