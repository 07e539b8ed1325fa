package io.headroom.cli.shell;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.Distribution;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code headroom shell-integration}: a script that exports the proxy's address while a proxy answers (PV-506). */
@Command(
        name = "shell-integration",
        description = "Prints a script for your shell that exports ANTHROPIC_BASE_URL while a Headroom answers.",
        footer = {
            "",
            "The port is that of HEADROOM_PROXY_PORT, of HEADROOM_PORT, or 8787. An address of your own stays.",
            "",
            "Examples:",
            "  headroom shell-integration fish > ~/.config/fish/conf.d/headroom-integration.fish",
            "  headroom shell-integration zsh  > ~/.headroom-integration.sh      then source it in ~/.zshrc",
            "  headroom shell-integration powershell > headroom-integration.ps1  then source it in the file of $PROFILE"
        })
public final class ShellIntegrationCommand implements Callable<Integer> {
    /** Shells that there is a script for. */
    enum Shell {
        bash,
        zsh,
        fish,
        powershell
    }

    private final Console console;

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    /** A command that prints to this console. */
    public ShellIntegrationCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        console.out()
                .print(
                        switch (shell) {
                            case bash, zsh -> posix();
                            case fish -> script("shell-integration.fish");
                            case powershell -> script("shell-integration.ps1");
                        });
        return ExitCode.OK.status();
    }

    private static String script(String name) throws IOException {
        try (InputStream script = ShellIntegrationCommand.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new Failure(ExitCode.FAULT, name + " is missing from this distribution. Install it again.");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The one that lies in the distribution for people who need no command. */
    private static String posix() throws IOException {
        Path script = Distribution.current()
                .map(Distribution::shellIntegration)
                .orElseThrow(() -> new Failure(ExitCode.FAULT, "this works from the distribution only."));
        return Files.readString(script);
    }
}
