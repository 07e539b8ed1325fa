package io.headroom.cli.original;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Json;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.MalformedSliceException;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom retrieve}: what a shortened text left out, by the id in its last line. */
@Command(
        name = "retrieve",
        exitCodeOnInvalidInput = 64,
        description = "Prints what a shortened text left out. ID stands in the text's last line.",
        footer = {
            "",
            "Without a range, up to 4000 tokens are printed; standard error then says how to go on. Rows are the elements of a",
            "JSON array, the values of JSON Lines or the members of an object. The text is the original's own, byte for byte.",
            "",
            "Exit codes: 64 wrong syntax, 65 no such range, 66 no such original.",
            "",
            "Examples:",
            "  headroom retrieve 3fa91c0f5e2d77aa10b4c6d8-5ae18e32 --rows 3-36",
            "  headroom retrieve 3fa91c0f5e2d77aa10b4c6d8-5ae18e32 --path /items --grep 'timeout|refused' -C 1",
            "  headroom retrieve 3fa91c0f5e2d77aa10b4c6d8-5ae18e32 --all > original.txt"
        })
public final class RetrieveCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The id, as the shortened text prints it.")
    private String id;

    @Option(names = "--rows", paramLabel = "A-B,C", description = "These rows; B may be missing for all that follow.")
    private @Nullable String rows;

    @Option(names = "--lines", paramLabel = "A-B,C", description = "These lines.")
    private @Nullable String lines;

    @Option(
            names = "--grep",
            paramLabel = "RE",
            description = "The rows or lines that match (RE2 syntax), with numbers.")
    private @Nullable String grep;

    @Option(
            names = {"-C", "--context"},
            paramLabel = "N",
            description = "With --grep: N more around each.")
    private @Nullable String context;

    @Option(
            names = {"-i", "--ignore-case"},
            description = "With --grep: case does not matter.")
    private boolean ignoreCase;

    @Option(
            names = "--path",
            paramLabel = "POINTER",
            description = "The place in JSON that is meant, such as /items/0.")
    private @Nullable String path;

    @Option(
            names = "--keys",
            paramLabel = "A-B,C",
            arity = "0..1",
            fallbackValue = "",
            description = "The names of the keys; with numbers, these members.")
    private @Nullable String keys;

    @Option(names = "--head", paramLabel = "N", description = "The first N rows or lines.")
    private @Nullable String head;

    @Option(names = "--tail", paramLabel = "N", description = "The last N rows or lines.")
    private @Nullable String tail;

    @Option(names = "--chars", paramLabel = "A-B", description = "These characters (UTF-16 code units).")
    private @Nullable String chars;

    @Option(names = "--max-tokens", paramLabel = "N", description = "At most about N tokens.")
    private @Nullable String maxTokens;

    @Option(names = "--all", description = "Without a limit.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    /** A command that prints to this console. */
    public RetrieveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Slice slice = slice();
        Optional<Stores> found = LocalStores.open(console, spec.commandLine().getParseResult());
        if (found.isEmpty()) {
            throw new Failure(ExitCode.NO_INPUT, Retrieval.unknown(id).message());
        }
        try (Stores stores = found.get()) {
            Answer answer = new Retrieval(stores.originals()).retrieve(id, slice);
            if (answer instanceof Answer.Part part) {
                print(part);
                return ExitCode.OK.status();
            }
            throw failure(answer);
        }
    }

    private Slice slice() {
        Map<String, String> words = new LinkedHashMap<>();
        put(words, "path", path);
        put(words, "rows", rows);
        put(words, "lines", lines);
        put(words, "keys", keys);
        put(words, "head", head);
        put(words, "tail", tail);
        put(words, "chars", chars);
        put(words, "grep", grep);
        put(words, "context", context);
        put(words, "max_tokens", maxTokens);
        put(words, "ignore_case", ignoreCase ? "true" : null);
        put(words, "all", all ? "true" : null);
        try {
            return Slice.of(words);
        } catch (MalformedSliceException e) {
            throw new Failure(ExitCode.SYNTAX, "--" + e.getMessage().replace('_', '-'), e);
        }
    }

    private static void put(Map<String, String> words, String name, @Nullable String value) {
        if (value != null) {
            words.put(name, value);
        }
    }

    private void print(Answer.Part part) {
        if (json) {
            console.out().print(document(part));
            return;
        }
        console.out().print(part.text());
        part.cut()
                .ifPresent(cut -> console.err()
                        .println("headroom: these are " + cut.shown() + "; go on with: headroom retrieve " + id + " "
                                + cut.rest().options()));
    }

    private String document(Answer.Part part) {
        return Json.document(json -> {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("text", part.text());
            json.writeNumberProperty("items", part.items());
            part.original().tool().ifPresent(tool -> json.writeStringProperty("tool", tool));
            json.writeStringProperty("created", part.original().created().toString());
            part.cut().ifPresent(cut -> {
                json.writeStringProperty("shown", cut.shown());
                json.writeStringProperty("next", cut.rest().options());
            });
            json.writeEndObject();
        });
    }

    private static Failure failure(Answer answer) {
        if (answer instanceof Answer.Outside outside) {
            return new Failure(ExitCode.BAD_DATA, outside.message());
        }
        if (answer instanceof Answer.Evicted evicted) {
            return new Failure(ExitCode.NO_INPUT, evicted.message());
        }
        if (answer instanceof Answer.Unavailable unavailable) {
            return LocalStores.unavailable(unavailable.message());
        }
        return new Failure(ExitCode.NO_INPUT, ((Answer.Unknown) answer).message());
    }
}
