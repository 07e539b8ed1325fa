package io.headroom.cli.doctor;

import io.headroom.cli.console.Style;
import io.headroom.cli.console.Version;
import io.headroom.cli.doctor.Diagnosis.Status;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** All diagnoses, for people or for scripts. */
final class DoctorPage {
    private static final long SCHEMA = 1;
    private static final int WARNINGS = 1;
    private static final int FAILURES = 2;

    private final int port;
    private final List<Diagnosis> diagnoses;

    DoctorPage(int port, List<Diagnosis> diagnoses) {
        this.port = port;
        this.diagnoses = List.copyOf(diagnoses);
    }

    int exitCode() {
        if (diagnoses.stream().anyMatch(one -> one.status() == Status.FAIL)) {
            return FAILURES;
        }
        return diagnoses.stream().anyMatch(one -> one.status() == Status.WARN) ? WARNINGS : 0;
    }

    /** One line for each check, and one below it for what to do. */
    List<String> lines(Style style) {
        int width =
                diagnoses.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (Diagnosis one : diagnoses) {
            lines.add(word(one.status(), style) + "  " + one.name()
                    + " ".repeat(width - one.name().length()) + "  " + one.summary());
            if (!one.hint().isEmpty()) {
                lines.add(" ".repeat(width + 8) + "→ " + one.hint());
            }
        }
        return lines;
    }

    private static String word(Status status, Style style) {
        String key = status.key() + " ".repeat(4 - status.key().length());
        return switch (status) {
            case OK -> style.good(key);
            case SKIP -> style.faint(key);
            case WARN -> style.strong(key);
            case FAIL -> style.bad(key);
        };
    }

    String json() {
        return JsonText.write(JsonValue.EMPTY
                .with("schema", JsonValue.of(SCHEMA))
                .with("port", JsonValue.of(port))
                .with("installed_version", JsonValue.of(Version.number()))
                .with("exit_code", JsonValue.of(exitCode()))
                .with(
                        "checks",
                        new JsonValue.Array(
                                diagnoses.stream().map(DoctorPage::json).toList())));
    }

    private static JsonValue json(Diagnosis one) {
        JsonValue.Object object = JsonValue.EMPTY
                .with("name", JsonValue.of(one.name()))
                .with("status", JsonValue.of(one.status().key()))
                .with("summary", JsonValue.of(one.summary()))
                .with("hint", JsonValue.of(one.hint()));
        if (one.file().isPresent()) {
            object = object.with("file", JsonValue.of(one.file().get().toString()));
        }
        if (one.line().isPresent()) {
            object = object.with("line", JsonValue.of(one.line().getAsInt()));
        }
        return one.repairs().isEmpty()
                ? object
                : object.with(
                        "fix",
                        JsonValue.of(one.repairs().stream()
                                .map(Diagnosis.Repair::sentence)
                                .toList()));
    }
}
