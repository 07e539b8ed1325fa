package io.headroom.cli.original;

import io.headroom.cli.config.SettingsSource;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Workspace;
import io.headroom.compress.Stores;
import io.headroom.proxy.ProxySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The stores that the settings name, opened without the proxy. */
final class LocalStores {
    private LocalStores() {}

    /** The stores; empty where nothing was ever stored, so that asking makes no database. */
    static Optional<Stores> open(Console console, ParseResult parsed) {
        ProxySettings.Store settings =
                SettingsSource.resolve(console, parsed).settings().store();
        if (settings.url().isPresent()) {
            return Optional.of(Stores.jdbc(settings.url().get(), "", settings.maxBytes()));
        }
        Path file = Workspace.of(console.environment()).directory().resolve("headroom.db");
        return Files.exists(file) ? Optional.of(Stores.sqlite(file, "", settings.maxBytes())) : Optional.empty();
    }

    /** Ends the command if the store cannot be read. */
    static void requireReadable(Stores stores) {
        if (stores.originals().key().isEmpty()) {
            throw unavailable(stores.originals().trouble().orElse("the store of originals cannot be read"));
        }
    }

    static Failure unavailable(String message) {
        return new Failure(ExitCode.NO_INPUT, message);
    }
}
