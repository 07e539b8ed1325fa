package io.headroom.cli.doctor;

import io.headroom.cli.console.Console;
import io.headroom.cli.doctor.Diagnosis.Repair;
import io.headroom.deploy.DeployException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Does what is safe, each after it was shown and agreed to. */
final class Repairs {
    private final Console console;
    private final Consent consent;

    /** Who agrees. */
    enum Consent {
        /** The user said so for all. */
        GIVEN,
        /** Each is asked for. */
        ASKED
    }

    Repairs(Console console, Consent consent) {
        this.console = console;
        this.consent = consent;
    }

    /** Does them, and tells whether any was done. */
    boolean make(List<Diagnosis> diagnoses) {
        boolean any = false;
        for (Diagnosis diagnosis : diagnoses) {
            for (Repair repair : diagnosis.repairs()) {
                if (agreed(repair)) {
                    any = true;
                    make(repair);
                }
            }
        }
        return any;
    }

    private boolean agreed(Repair repair) {
        if (consent == Consent.GIVEN) {
            console.err().println("fix: " + repair.sentence());
            return true;
        }
        console.err().print("fix: " + repair.sentence() + "? [y/N] ");
        console.err().flush();
        String answer = line();
        if (!console.terminal()) {
            console.err().println();
        }
        return List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /** Read byte by byte, so that nothing of the next answer is lost. */
    private String line() {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = console.in().read();
                    next >= 0 && next != '\n';
                    next = console.in().read()) {
                line.append((char) next);
            }
        } catch (IOException closed) {
            return "";
        }
        return line.toString();
    }

    private void make(Repair repair) {
        try {
            repair.action().run();
        } catch (IOException | DeployException failed) {
            console.err().println("headroom: could not " + repair.sentence() + ": " + failed.getMessage());
        }
    }
}
