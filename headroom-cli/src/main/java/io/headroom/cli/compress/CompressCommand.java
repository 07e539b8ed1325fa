package io.headroom.cli.compress;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.dialect.Dialect;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.message.BodyCompressor;
import io.headroom.compress.message.BodyOptions;
import io.headroom.compress.message.DialectDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code headroom compress}: what the proxy would make of a text or of a request body. It stands in pipes, so whatever goes wrong the
 * input comes out unchanged and the exit code is 0.
 */
@Command(
        name = "compress",
        description = "Shrinks a text, or the tool results inside a request body of any known dialect.",
        footer = {
            "",
            "The form goes to standard output, one line of figures to standard error. Whatever goes wrong,",
            "the input is copied unchanged and the exit code is 0.",
            "",
            "Examples:",
            "  kubectl get pods -o json | headroom compress --tool Bash",
            "  headroom compress request.json --explain > smaller.json"
        })
public final class CompressCommand implements Callable<Integer> {
    /** What the input is taken for. */
    enum Kind {
        /** A request body if a dialect finds tool results in it, else a text. */
        auto,
        /** A text. */
        text,
        /** A request body. */
        request
    }

    /** The way back that the reader of the form has. */
    enum Channel {
        /** A shell with this command. */
        cli(RetrievalChannel.cli()),
        /** The retrieval tool of an MCP server. */
        mcp(RetrievalChannel.tool("headroom_retrieve")),
        /** None: lossless forms only. */
        none(RetrievalChannel.none());

        private final RetrievalChannel channel;

        Channel(RetrievalChannel channel) {
            this.channel = channel;
        }
    }

    /** Modes as they are spelled everywhere. */
    public static final class ModeNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        /** All modes. */
        public ModeNames() {
            super(Arrays.stream(Mode.values()).map(Mode::key).toList());
        }
    }

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file to read; - is standard input, and the default.")
    private String file;

    @Option(
            names = "--tool",
            paramLabel = "NAME",
            description = "The tool that produced the text, such as Bash or Read.")
    private Optional<String> tool;

    @Option(
            names = "--mode",
            defaultValue = "balanced",
            completionCandidates = ModeNames.class,
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(names = "--model", paramLabel = "ID", description = "The model that will read it; selects the tokenizer.")
    private Optional<String> model;

    @Option(
            names = "--channel",
            paramLabel = "WAY",
            description =
                    "The way back to what a form leaves out: ${COMPLETION-CANDIDATES}. Default: what the tools of a request"
                            + " body offer, and none for a text. With none only lossless forms are used.")
    private Optional<Channel> channel;

    @Option(
            names = "--as",
            defaultValue = "auto",
            paramLabel = "KIND",
            description = "What the input is: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Kind kind;

    @Option(names = "--json", description = "Print the form and the figures as JSON.")
    private boolean json;

    @Option(names = "--explain", description = "Tell on standard error, for each text, what was done and why.")
    private boolean explain;

    /** A command that reads from and prints to this console. */
    public CompressCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Input input = Input.read(file, console);
        Optional<String> text = input.text();
        if (text.isEmpty()) {
            return copy(input, "the input is not UTF-8");
        }
        try {
            show(compress(input, text.get()));
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            if (console.debug()) {
                e.printStackTrace(console.err());
            }
            return copy(input, "this failed: " + e);
        }
        return ExitCode.OK.status();
    }

    private Result compress(Input input, String text) {
        try (LocalEngine local =
                LocalEngine.shortening(console, mode, spec.commandLine().getParseResult())) {
            Optional<Dialect> dialect =
                    kind == Kind.text ? Optional.empty() : new DialectDetector(local.dialects()).detect(input.bytes());
            if (dialect.isPresent()) {
                return compressBody(local.engine(), input, dialect.get());
            }
            return kind == Kind.request ? Result.noRequest(input.bytes()) : compressText(local.engine(), input, text);
        }
    }

    private Result compressBody(CompressionEngine engine, Input input, Dialect dialect) {
        BodyOptions options = new BodyOptions(
                Optional.of(mode),
                channel.filter(Channel.none::equals).isPresent()
                        ? BodyOptions.Retrieval.OFF
                        : BodyOptions.Retrieval.CLIENT);
        return Result.ofBody(
                dialect.id(), new BodyCompressor(engine).compress(input.bytes(), dialect, options, new Cancellation()));
    }

    private Result compressText(CompressionEngine engine, Input input, String text) {
        Hint hint = new Hint(tool, Optional.empty(), false, model);
        return Result.ofText(
                hint,
                engine.explain(
                        new CompressionRequest(new Content(text), hint, mode, channel.orElse(Channel.none).channel)),
                input.bytes());
    }

    private void show(Result result) {
        if (json) {
            console.out().print(result.json());
        } else {
            console.out().writeBytes(result.output());
            result.summary(console.style()).forEach(console.err()::println);
        }
        if (explain) {
            result.explanation(console.style()).forEach(console.err()::println);
        }
    }

    private int copy(Input input, String why) {
        console.out().writeBytes(input.bytes());
        console.err().println("headroom: left as it was, because " + why);
        return ExitCode.OK.status();
    }
}
