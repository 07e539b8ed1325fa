package io.headroom.cli.completion;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom completion}: a script that completes commands and options in a shell. */
@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in your shell.",
        footer = {
            "",
            "Examples:",
            "  headroom completion bash > ~/.local/share/bash-completion/completions/headroom",
            "  headroom completion zsh  > \"$${fpath[1]}/_headroom\"",
            "  headroom completion fish > ~/.config/fish/completions/headroom.fish"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** Shells that there is a script for. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    /** A command that prints to this console. */
    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        console.out().print(script(root));
        return ExitCode.OK.status();
    }

    private String script(CommandLine root) {
        return switch (shell) {
            case bash -> AutoComplete.bash("headroom", root);
            // One script serves both: under zsh it loads zsh's own emulation of bash completion.
            case zsh -> "#compdef headroom\n" + AutoComplete.bash("headroom", root);
            case fish -> FishCompletion.of(root);
        };
    }
}
