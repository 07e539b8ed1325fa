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
public final class LocalStores {
    private LocalStores() {}

    /** The stores; empty where nothing was ever stored, so that asking makes no database. */
    public static Optional<Stores> open(Console console, ParseResult parsed) {
        ProxySettings.Store settings =
                SettingsSource.resolve(console, parsed).settings().store();
        return settings.url().isPresent() || Files.exists(file(console))
                ? Optional.of(open(console, settings))
                : Optional.empty();
    }

    /** The stores that the file and the environment name; a database is made when the first original is kept. */
    public static Stores forKeeping(Console console, ParseResult parsed) {
        return open(console, SettingsSource.resolve(console, parsed).settings().store());
    }

    private static Stores open(Console console, ProxySettings.Store settings) {
        return settings.url()
                .map(url -> Stores.jdbc(url, settings.tenant(), settings.maxBytes()))
                .orElseGet(() -> Stores.sqlite(file(console), settings.tenant(), settings.maxBytes()));
    }

    private static Path file(Console console) {
        return Workspace.of(console.environment()).directory().resolve("headroom.db");
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
