package io.headroom.cli.doctor;

import io.headroom.deploy.DeployException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a check found: one line for people, one object for scripts.
 *
 * @param name the check, such as {@code proxy} or {@code routing:claude}; part of the interface
 * @param status how bad it is
 * @param summary what is so
 * @param hint what to do about it, as a command that can be pasted or a sentence; empty if nothing
 * @param file where, if in a file
 * @param line the line, from 1 on
 * @param repairs what {@code --fix} can do about it
 */
record Diagnosis(
        String name,
        Status status,
        String summary,
        String hint,
        Optional<Path> file,
        OptionalInt line,
        List<Repair> repairs) {
    /** How bad something is. */
    enum Status {
        /** As it should be. */
        OK,
        /** There is nothing to look at. */
        SKIP,
        /** It works, but not as one would think. */
        WARN,
        /** It does not work. */
        FAIL;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A safe thing to do.
     *
     * @param sentence what, such as {@code remove F}
     * @param action does it
     */
    record Repair(String sentence, Action action) {}

    /** Does something safe. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException, DeployException;
    }

    Diagnosis {
        repairs = List.copyOf(repairs);
    }

    static Diagnosis ok(String name, String summary) {
        return new Diagnosis(name, Status.OK, summary, "", Optional.empty(), OptionalInt.empty(), List.of());
    }

    static Diagnosis skip(String name, String summary) {
        return ok(name, summary).as(Status.SKIP, "");
    }

    static Diagnosis warn(String name, String summary, String hint) {
        return ok(name, summary).as(Status.WARN, hint);
    }

    static Diagnosis fail(String name, String summary, String hint) {
        return ok(name, summary).as(Status.FAIL, hint);
    }

    Diagnosis as(Status other, String what) {
        return new Diagnosis(name, other, summary, what, file, line, repairs);
    }

    Diagnosis at(Optional<Path> place, OptionalInt number) {
        return new Diagnosis(name, status, summary, hint, place, number, repairs);
    }

    Diagnosis repairedBy(List<Repair> safe) {
        return new Diagnosis(name, status, summary, hint, file, line, safe);
    }
}
