package io.headroom.cli.config;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Workspace;
import io.headroom.proxy.InvalidSettingsException;
import io.headroom.proxy.SettingsResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Resolves the settings of a command line, with the file and the folders that the environment names. */
public final class SettingsSource {
    private SettingsSource() {}

    /** The settings; a {@link Failure} lists every fault. */
    public static SettingsResolver.Resolution resolve(Console console, ParseResult parsed) {
        return resolve(console, parsed, Map.of());
    }

    /** The settings as if these flags, without their dashes, had been given last. */
    public static SettingsResolver.Resolution resolve(
            Console console, ParseResult parsed, Map<String, String> lastFlags) {
        try {
            return read(console, parsed, lastFlags);
        } catch (InvalidSettingsException e) {
            throw failure(e);
        }
    }

    /** Every fault in one message. */
    static Failure failure(InvalidSettingsException wrong) {
        StringBuilder message = new StringBuilder("the settings are wrong:");
        wrong.faults().forEach(fault -> message.append("\n  ").append(fault));
        message.append("\n'headroom config' shows all settings and where they come from.");
        return new Failure(ExitCode.CONFIGURATION, message.toString(), wrong);
    }

    /** The settings, for somebody who keeps running if they are wrong. */
    public static SettingsResolver.Resolution read(Console console, ParseResult parsed) {
        return read(console, parsed, Map.of());
    }

    private static SettingsResolver.Resolution read(
            Console console, ParseResult parsed, Map<String, String> lastFlags) {
        Workspace workspace = Workspace.of(console.environment());
        Map<String, String> flags = new LinkedHashMap<>(SettingFlags.given(parsed));
        flags.putAll(lastFlags);
        return new SettingsResolver(
                        flags,
                        console.environment(),
                        file(console, parsed, workspace),
                        Optional.of(workspace.directory()))
                .gateways(new DefaultGateway(Path.of("/proc/net"))::addresses)
                .resolve();
    }

    /** The file that the environment names, be it there or not, or the usual one if it is there. */
    static Optional<Path> usual(Map<String, String> environment, Workspace workspace) {
        return named(environment)
                .or(() -> Optional.of(workspace.configuration().resolve("headroom.toml"))
                        .filter(Files::isRegularFile));
    }

    private static Optional<Path> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HEADROOM_CONFIG"))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    /** A file that was asked for has to be there; the usual one need not. */
    private static Optional<Path> file(Console console, ParseResult parsed, Workspace workspace) {
        Optional<Path> named = SettingFlags.file(parsed).map(Path::of).or(() -> named(console.environment()));
        if (named.isEmpty()) {
            return usual(console.environment(), workspace);
        }
        Path file = named.get();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "the configuration file " + file
                            + " cannot be read. Check the name, --config and HEADROOM_CONFIG.");
        }
        return Optional.of(file);
    }
}
