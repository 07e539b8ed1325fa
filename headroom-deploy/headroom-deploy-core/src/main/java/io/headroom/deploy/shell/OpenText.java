package io.headroom.deploy.shell;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a shell file ends within a here-document or a quotation, where a block behind it would be text and no commands. Only
 * the shell itself can tell, so it is asked to parse the file, and the file with a line more, without running anything ({@code -n}).
 */
final class OpenText {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final List<String> CLOSING = List.of("'", "\"", "`");

    private final Host host;

    OpenText(Host host) {
        this.host = host;
    }

    /**
     * What is open at the end of a file.
     *
     * @param file the file
     * @param shell the shell that reads it
     * @return the reason to leave it alone; empty if a block can follow, or if the shell cannot be asked
     */
    Optional<String> in(Path file, String shell) {
        Optional<Path> program = host.executable(shell);
        // Bytes of other encodings stand for letters here; only the structure counts.
        String text = ShellFiles.read(file).replaceAll("[^\\x00-\\x7F]", "x");
        if (program.isEmpty() || text.isBlank()) {
            return Optional.empty();
        }
        if (parses(program.get(), text)) {
            // A lone parenthesis is an error, unless it is text.
            return parses(program.get(), text + "\n)\n")
                    ? Optional.of("a here-document is open at its end")
                    : Optional.empty();
        }
        return CLOSING.stream()
                .filter(quote -> parses(program.get(), text + "\n" + quote + "\n"))
                .findFirst()
                .map(quote -> "a quotation with " + quote + " is open at its end");
    }

    private boolean parses(Path shell, String text) {
        CommandResult result = host.query(
                new CommandLine(List.of(shell.toString(), "-n"), Map.of("ENV", "", "BASH_ENV", ""), text, LIMIT));
        return result.succeeded();
    }
}
