package io.headroom.supervisor.systemd;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of systemd's managers, the machine's or the account's, and how {@code systemctl} is told which. Only values are read, never texts. */
final class Manager {
    private static final Set<String> UP = Set.of("running", "degraded", "starting");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Scope scope;
    private final Host host;

    Manager(Scope scope, Host host) {
        this.scope = scope;
        this.host = host;
    }

    /** Whether it answers and takes units. */
    boolean answers() {
        CommandResult result = host.query(systemctl("is-system-running"));
        return result.outcome() == CommandResult.Outcome.EXITED
                && UP.contains(result.output().strip());
    }

    CommandLine systemctl(String... arguments) {
        List<String> all = new ArrayList<>(prefix("systemctl"));
        all.add("--no-ask-password");
        all.addAll(List.of(arguments));
        return line(all);
    }

    CommandLine verify(String path) {
        List<String> all = new ArrayList<>(prefix("systemd-analyze"));
        all.addAll(List.of("--man=no", "verify", path));
        return line(all);
    }

    /** A shell script that calls {@code systemctl} with this manager's options as {@code $systemctl}. */
    CommandLine script(String script, String... arguments) {
        String options =
                isUser() ? "systemctl='systemctl --user --no-ask-password'" : "systemctl='systemctl --no-ask-password'";
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", options + "\n" + script, "sh"));
        all.addAll(List.of(arguments));
        return line(all);
    }

    /** What a person types to see why. */
    String journal(String unit) {
        return (isUser() ? "journalctl --user -u " : "journalctl -u ") + unit;
    }

    /** How a person calls it. */
    String command() {
        return String.join(" ", prefix("systemctl"));
    }

    private List<String> prefix(String program) {
        return isUser() ? List.of(program, "--user") : List.of(program);
    }

    private boolean isUser() {
        return scope != Scope.SYSTEM;
    }

    // After su, in a cron job and over a bare SSH connection nobody has said where the account's manager listens.
    private CommandLine line(List<String> arguments) {
        Map<String, String> environment = new HashMap<>();
        if (isUser()
                && host.variable("XDG_RUNTIME_DIR").isEmpty()
                && host.account().uid().isPresent()) {
            environment.put(
                    "XDG_RUNTIME_DIR", "/run/user/" + host.account().uid().getAsLong());
        }
        return new CommandLine(arguments, environment, "", LIMIT);
    }
}
