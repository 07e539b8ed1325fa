package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Outcome;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** Says what a command did: in words, or as one JSON object. What went well goes to standard output, everything else to the other. */
final class Report {
    private static final long SCHEMA = 1;

    private final Console console;
    private final Output output;
    private final String command;
    private final String profile;

    Report(Console console, Output output, String command, String profile) {
        this.console = console;
        this.output = output;
        this.command = command;
        this.profile = profile;
    }

    /** What is done with an outcome or an exception. */
    @FunctionalInterface
    interface Work {
        Integer run() throws DeployException;
    }

    /** Runs a command and shows why it could not, if it could not. */
    int show(Work work) {
        try {
            return work.run();
        } catch (DeployException refused) {
            return refused(refused);
        }
    }

    /** Where progress is told. */
    Consumer<String> progress() {
        return output.quiet() ? text -> {} : console.err()::println;
    }

    int done(Outcome outcome) {
        return outcome(outcome, ExitCode.OK);
    }

    int outcome(Outcome outcome, ExitCode code) {
        if (output.json()) {
            print(json(outcome, code));
        } else if (!output.quiet()) {
            outcome.lines().forEach(console.out()::println);
        }
        return code.status();
    }

    /** What {@code --json} prints of an outcome. */
    JsonValue.Object json(Outcome outcome, ExitCode code) {
        return head().with("result", JsonValue.of(outcome.result()))
                .with("url", JsonValue.of(outcome.url()))
                .with("changes", JsonValue.of(outcome.changes()))
                .with("wired", JsonValue.of(outcome.wired()))
                .with("skipped", JsonValue.of(outcome.skipped()))
                .with("degraded", degraded(outcome))
                .with("warnings", JsonValue.of(outcome.warnings()))
                .with("exit_code", JsonValue.of(code.status()));
    }

    private static JsonValue degraded(Outcome outcome) {
        return new JsonValue.Array(outcome.degraded().stream()
                .map(one -> (JsonValue)
                        JsonValue.EMPTY.with("code", JsonValue.of(one.code())).with("text", JsonValue.of(one.text())))
                .toList());
    }

    JsonValue.Object head() {
        return JsonValue.EMPTY
                .with("schema", JsonValue.of(SCHEMA))
                .with("command", JsonValue.of(command))
                .with("profile", JsonValue.of(profile));
    }

    void print(JsonValue.Object document) {
        console.out().print(JsonText.write(document));
    }

    int refused(DeployException refused) {
        ExitCode code = code(refused.kind());
        List<String> messages = refused.messages();
        if (output.json()) {
            print(head().with("error", error(refused, code)).with("exit_code", JsonValue.of(code.status())));
        }
        PrintStream err = console.err();
        messages.forEach(err::println);
        if (console.debug()) {
            refused.printStackTrace(err);
        }
        return code.status();
    }

    private static JsonValue error(DeployException refused, ExitCode code) {
        return JsonValue.EMPTY
                .with(
                        "code",
                        JsonValue.of(
                                code.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')))
                .with("text", JsonValue.of(String.join("\n", refused.messages())))
                .with("hint", JsonValue.of(hint(refused.kind())));
    }

    private static String hint(DeployException.Kind kind) {
        return switch (kind) {
            case FAILED -> "headroom install logs";
            case USAGE -> "headroom install --help";
            case NO_PROFILE -> "headroom install list";
            case REFUSED, RIGHTS -> "nothing was changed";
            case LOCKED -> "try again later";
            case UNDO_INCOMPLETE -> "headroom install remove";
        };
    }

    static ExitCode code(DeployException.Kind kind) {
        return switch (kind) {
            case FAILED -> ExitCode.FAULT;
            case USAGE -> ExitCode.USAGE;
            case NO_PROFILE -> ExitCode.NO_PROFILE;
            case REFUSED -> ExitCode.REFUSED;
            case LOCKED -> ExitCode.LOCKED;
            case UNDO_INCOMPLETE -> ExitCode.UNDO_INCOMPLETE;
            case RIGHTS -> ExitCode.RIGHTS;
        };
    }
}
