package io.headroom.cli.proxy;

import com.google.inject.Guice;
import com.google.inject.Stage;
import io.headroom.cli.config.SettingFlags;
import io.headroom.cli.config.SettingsSource;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.proxy.InvalidSettingsException;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.SettingsResolver.Resolution;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command line of {@code headroom proxy} that somebody else wrote down: judged, or run in this very process. */
public final class ProxyWords {
    private final Console console;
    private final List<String> words;

    /**
     * The words behind {@code headroom proxy}.
     *
     * @param console streams, and the whole environment of the proxy
     * @param words options and their values
     */
    public ProxyWords(Console console, List<String> words) {
        this.console = console;
        this.words = List.copyOf(words);
    }

    /** What is wrong with them, one sentence each; empty if nothing is. */
    public List<String> faults() {
        try {
            SettingsSource.read(console, parse());
            return List.of();
        } catch (InvalidSettingsException wrong) {
            return wrong.faults().stream().map(Object::toString).toList();
        } catch (ParameterException | Failure wrong) {
            return List.of(wrong.getMessage());
        }
    }

    /** Runs the proxy until it is told to stop; a {@link Failure} says why it cannot. */
    public ExitCode run(StartListener listener) {
        ParseResult parsed;
        try {
            parsed = parse();
        } catch (ParameterException wrong) {
            throw new Failure(ExitCode.CONFIGURATION, wrong.getMessage(), wrong);
        }
        return run(console, parsed, SettingsSource.resolve(console, parsed), listener);
    }

    static ExitCode run(Console console, ParseResult parsed, Resolution resolution, StartListener listener) {
        return Guice.createInjector(
                        Stage.PRODUCTION,
                        new ProxyModule(console, resolution.settings(), () -> readAgain(console, parsed), listener))
                .getInstance(ProxyRun.class)
                .run();
    }

    private static ProxySettings readAgain(Console console, ParseResult parsed) {
        Resolution resolution = SettingsSource.read(console, parsed);
        resolution.warnings().forEach(warning -> console.err().println("headroom: " + warning));
        return resolution.settings();
    }

    private ParseResult parse() {
        CommandLine command = new CommandLine(new ProxyCommand(console));
        SettingFlags.addTo(command);
        return command.parseArgs(words.toArray(String[]::new));
    }
}
