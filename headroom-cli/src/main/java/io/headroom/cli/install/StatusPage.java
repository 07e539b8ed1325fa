package io.headroom.cli.install;

import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.Status;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of a profile, for people and for programs. */
final class StatusPage {
    private final Status status;

    StatusPage(Status status) {
        this.status = status;
    }

    List<String> lines() {
        Optional<Manifest> manifest = status.manifest();
        List<String> lines = new ArrayList<>();
        add(lines, "Profile:", status.profile());
        add(lines, "Preset:", text(manifest, "preset"));
        add(lines, "Runtime:", manifest.map(Manifest::runtime).orElse(""));
        add(lines, "Supervisor:", text(manifest, "supervisor_kind") + " (" + text(manifest, "supervisor_id") + ")");
        add(lines, "Scope:", text(manifest, "scope"));
        add(lines, "Port:", manifest.map(Manifest::port).map(String::valueOf).orElse(""));
        add(lines, "Status:", status.condition().key());
        add(lines, "Healthy:", healthy() ? "yes" : "no");
        add(lines, "Health URL:", text(manifest, "health_url"));
        add(lines, "Identity:", status.identity().key());
        add(lines, "Version:", version());
        add(lines, "Wiring:", status.wiring().words());
        status.notes().forEach(note -> add(lines, "Note:", note.text()));
        status.logs().ifPresent(folder -> add(lines, "Logs:", folder.toString()));
        add(lines, "Reason:", status.reason());
        add(lines, "Next:", status.next());
        return lines;
    }

    private boolean healthy() {
        return status.health() == Answer.Readiness.READY;
    }

    private String version() {
        return status.instance().map(Instance::version).orElseGet(() -> text(status.manifest(), "version"));
    }

    private static String text(Optional<Manifest> manifest, String field) {
        return manifest.map(known -> known.text(field)).orElse("");
    }

    private static void add(List<String> lines, String label, String value) {
        if (!value.isEmpty()) {
            lines.add(label + " ".repeat(Math.max(1, 12 - label.length())) + value);
        }
    }

    /** The same facts in snake case. */
    JsonValue.Object json(JsonValue.Object head, ExitCode code) {
        Optional<Manifest> manifest = status.manifest();
        JsonValue.Object json = head.with("preset", JsonValue.of(text(manifest, "preset")))
                .with("runtime", JsonValue.of(manifest.map(Manifest::runtime).orElse("")))
                .with("supervisor", JsonValue.of(text(manifest, "supervisor_kind")))
                .with("supervisor_id", JsonValue.of(text(manifest, "supervisor_id")))
                .with("supervisor_state", JsonValue.of(status.supervision()))
                .with("scope", JsonValue.of(text(manifest, "scope")))
                .with("port", JsonValue.of(manifest.map(Manifest::port).orElse(0)))
                .with("status", JsonValue.of(status.condition().key()))
                .with("healthy", JsonValue.of(healthy()))
                .with("health_url", JsonValue.of(text(manifest, "health_url")))
                .with("identity", JsonValue.of(status.identity().key()))
                .with("version", JsonValue.of(version()))
                .with("wiring", JsonValue.of(status.wiring().kind().name().toLowerCase(java.util.Locale.ROOT)))
                .with("drifted", JsonValue.of(status.wiring().drifted()))
                .with("notes", notes())
                .with("logs", JsonValue.of(status.logs().map(Path::toString).orElse("")))
                .with("reason", JsonValue.of(status.reason()))
                .with("next", JsonValue.of(status.next()))
                .with(
                        "pid",
                        status.instance().map(run -> JsonValue.of(run.pid())).orElse(JsonValue.Literal.NULL))
                .with(
                        "started",
                        status.instance()
                                .map(run -> JsonValue.of(run.started().toString()))
                                .orElse(JsonValue.Literal.NULL));
        JsonValue failure = status.failure()
                .map(FailureNote::json)
                .map(JsonValue.class::cast)
                .orElse(JsonValue.Literal.NULL);
        return json.with("failure", failure).with("exit_code", JsonValue.of(code.status()));
    }

    private JsonValue notes() {
        return new JsonValue.Array(status.notes().stream()
                .map(note -> (JsonValue)
                        JsonValue.EMPTY.with("code", JsonValue.of(note.code())).with("text", JsonValue.of(note.text())))
                .toList());
    }
}
