package io.headroom.cli.unwrap;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.provider.ProviderAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was started anew after its tool was unwrapped (PV-712).
 *
 * @param lines what to tell
 * @param failures what could not be restarted
 */
record Restarts(List<String> lines, List<String> failures) {
    Restarts {
        lines = List.copyOf(lines);
        failures = List.copyOf(failures);
    }

    /** Nobody asked for it. */
    static Restarts none() {
        return new Restarts(List.of(), List.of());
    }

    /** Restarts what these tools left in the background, or in a preview says so. */
    static Restarts of(List<String> tools, List<ProviderAdapter> adapters, Host host, boolean preview) {
        List<String> lines = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (ProviderAdapter adapter : adapters) {
            if (!tools.contains(adapter.id()) || !adapter.outlivesItsRun()) {
                continue;
            }
            Optional<CommandLine> command = adapter.restart(host);
            if (command.isEmpty()) {
                failures.add(adapter.id() + " was not found, so nothing of it was restarted.");
                continue;
            }
            String words = String.join(" ", command.get().arguments());
            if (preview) {
                lines.add("Would restart " + adapter.id() + ": " + words);
                continue;
            }
            CommandResult result = host.run(command.get());
            if (result.succeeded()) {
                lines.add("Restarted " + adapter.id() + ": " + words);
            } else {
                failures.add(adapter.id() + " was not restarted: " + words + " " + why(result));
            }
        }
        if (lines.isEmpty() && failures.isEmpty()) {
            lines.add("Nothing of these tools goes on by itself, so nothing was restarted.");
        }
        return new Restarts(lines, failures);
    }

    private static String why(CommandResult result) {
        return switch (result.outcome()) {
            case TIMED_OUT -> "did not end in time.";
            case NOT_STARTED -> "could not be started.";
            case EXITED ->
                "ended with " + result.exitCode()
                        + (result.error().isBlank()
                                ? "."
                                : ": " + result.error().strip());
        };
    }
}
