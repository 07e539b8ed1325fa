package io.headroom.cli.doctor;

import io.headroom.cli.doctor.Diagnosis.Repair;
import io.headroom.cli.doctor.Diagnosis.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what a check finds, and makes one diagnosis of it: the worst decides. Not thread-safe. */
final class Faults {
    private final String name;
    private final Set<String> failures = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<String> hints = new ArrayList<>();
    private final List<Repair> repairs = new ArrayList<>();

    Faults(String name) {
        this.name = name;
    }

    void fail(String text, String hint) {
        if (failures.isEmpty()) {
            hints.add(0, hint);
        } else {
            hints.add(hint);
        }
        failures.add(text);
    }

    void warn(String text, String hint) {
        warnings.add(text);
        hints.add(hint);
    }

    void repair(Repair repair) {
        repairs.add(repair);
    }

    /** The diagnosis; {@code otherwise} is said if there was nothing. */
    Diagnosis diagnosis(Diagnosis otherwise) {
        if (failures.isEmpty() && warnings.isEmpty()) {
            return otherwise;
        }
        List<String> all = new ArrayList<>(failures);
        all.addAll(warnings);
        String hint = hints.stream().filter(text -> !text.isEmpty()).findFirst().orElse("");
        return Diagnosis.ok(name, String.join("; ", all))
                .as(failures.isEmpty() ? Status.WARN : Status.FAIL, hint)
                .repairedBy(repairs);
    }
}
