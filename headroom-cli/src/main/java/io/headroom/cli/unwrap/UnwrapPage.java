package io.headroom.cli.unwrap;

import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Unwired;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Says what was undone, in words or as one JSON object. */
final class UnwrapPage {
    private static final long SCHEMA = 1;

    private final boolean preview;
    private final List<Unwrapping.Done> done;
    private final List<String> troubles;
    private final LegacyWork legacy;
    private final Restarts restarts;

    UnwrapPage(
            boolean preview, List<Unwrapping.Done> done, List<String> troubles, LegacyWork legacy, Restarts restarts) {
        this.restarts = restarts;
        this.preview = preview;
        this.done = List.copyOf(done);
        this.troubles = List.copyOf(troubles);
        this.legacy = legacy;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Unwrapping.Done one : done) {
            if (one.isNothing()) {
                lines.add("Nothing of Headroom in " + one.tool() + "'s configuration.");
            }
            for (Unwired profile : one.profiles()) {
                profile.undone()
                        .forEach(part -> lines.add(
                                (preview ? "Would unwrap " : "Unwrapped ") + one.tool() + ": " + part.words()));
                profile.left().forEach(part -> lines.add("Left as you changed it: " + part.words()));
            }
            one.unrecorded().forEach(place -> lines.add("Left, since no record of ours names it: " + place));
            one.running().forEach(wrap -> lines.add("Goes on behind its proxy: " + wrap));
        }
        if (done.isEmpty()) {
            lines.add("No profile is wired to a tool.");
        }
        lines.addAll(legacy.lines());
        lines.addAll(restarts.lines());
        return lines;
    }

    List<String> errors() {
        List<String> lines = new ArrayList<>();
        done.forEach(one -> one.failures().forEach(failure -> lines.addAll(failure.messages())));
        lines.addAll(troubles);
        lines.addAll(legacy.failures());
        lines.addAll(restarts.failures());
        return lines;
    }

    /** What could not be looked into may still lead the tool to us. */
    ExitCode code() {
        List<DeployException.Kind> kinds =
                done.stream().flatMap(one -> one.worst().stream()).distinct().toList();
        if (kinds.isEmpty()) {
            if (!troubles.isEmpty() || !legacy.failures().isEmpty()) {
                return ExitCode.UNDO_INCOMPLETE;
            }
            return restarts.failures().isEmpty() ? ExitCode.OK : ExitCode.FAULT;
        }
        return kinds.equals(List.of(DeployException.Kind.LOCKED)) ? ExitCode.LOCKED : ExitCode.UNDO_INCOMPLETE;
    }

    String json() {
        List<JsonValue> tools = new ArrayList<>();
        for (Unwrapping.Done one : done) {
            List<JsonValue> profiles = new ArrayList<>();
            one.profiles()
                    .forEach(profile -> profiles.add(JsonValue.EMPTY
                            .with("profile", JsonValue.of(profile.profile()))
                            .with("undone", parts(profile.undone()))
                            .with("left", parts(profile.left()))));
            tools.add(JsonValue.EMPTY
                    .with("tool", JsonValue.of(one.tool()))
                    .with("profiles", new JsonValue.Array(profiles))
                    .with("unrecorded", JsonValue.of(one.unrecorded()))
                    .with("running", JsonValue.of(one.running())));
        }
        return JsonText.write(JsonValue.EMPTY
                .with("schema", JsonValue.of(SCHEMA))
                .with("command", JsonValue.of("unwrap"))
                .with("result", JsonValue.of(preview ? "planned" : "unwrapped"))
                .with("tools", new JsonValue.Array(tools))
                .with("legacy", JsonValue.of(legacy.lines()))
                .with("restarts", JsonValue.of(restarts.lines()))
                .with("errors", JsonValue.of(errors()))
                .with("exit_code", JsonValue.of(code().status())));
    }

    private static JsonValue parts(List<Unwired.Part> parts) {
        return new JsonValue.Array(parts.stream()
                .map(part -> (JsonValue) JsonValue.EMPTY
                        .with("place", JsonValue.of(part.place()))
                        .with("keys", JsonValue.of(part.keys())))
                .toList());
    }
}
