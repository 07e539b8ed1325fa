package io.headroom.deploy.legacy;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The account's crontab, which crontab(1) alone reads and writes. */
final class LegacyCrontab {
    private static final String PROGRAM = "crontab";
    private static final char NOT_UTF8 = '\uFFFD';

    private final Host host;

    LegacyCrontab(Host host) {
        this.host = host;
    }

    /** What stands for it where files are named: a name and no place. */
    Path name() {
        return host.home().getFileSystem().getPath(PROGRAM);
    }

    /** Its text; empty if there is none, or one that could not be written back to the byte. */
    Optional<String> read() {
        return host.executable(PROGRAM)
                .map(program -> host.query(CommandLine.of(program.toString(), "-l")))
                .filter(CommandResult::succeeded)
                .map(CommandResult::output)
                .filter(text -> !text.isEmpty() && text.indexOf(NOT_UTF8) < 0);
    }

    /** Puts a text in its place; without one there is no crontab. */
    void write(String text) throws IOException {
        String program = host.executable(PROGRAM)
                .map(Path::toString)
                .orElseThrow(() -> new IOException("the program crontab is gone"));
        CommandLine command = CommandLine.of(program, text.isEmpty() ? "-r" : "-");
        CommandResult written =
                host.run(new CommandLine(command.arguments(), command.environment(), text, command.limit()));
        if (!written.succeeded()) {
            throw new IOException(
                    "crontab could not be written: " + written.error().strip());
        }
    }
}
