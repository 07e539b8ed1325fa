package io.headroom.cli.original;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Json;
import io.headroom.cli.console.Table;
import io.headroom.compress.OriginalList;
import io.headroom.compress.OriginalList.Entry;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.RetrievalId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom originals}: what is kept of shortened texts. */
@Command(
        name = "originals",
        description = "Lists and removes the originals of shortened texts.",
        footer = {
            "",
            "Originals are removed by themselves 30 days after they were used last, and earlier if they take more than",
            "store.max-bytes.",
            "",
            "Examples:",
            "  headroom originals list",
            "  headroom originals prune --unused-days 7",
            "  headroom originals clear"
        })
public final class OriginalsCommand implements Runnable {
    private final Console console;

    @Spec
    private CommandSpec spec;

    /** A command that prints to this console. */
    public OriginalsCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Lists them. */
    @Command(name = "list", description = "Lists the originals, the one that was used last first.")
    int list(@Option(names = "--json", description = "Print JSON.") boolean json) {
        return withStores(stores -> {
            List<Entry> entries = stores.originalList().entries();
            if (json) {
                console.out().print(Json.document(document -> {
                    document.writeStartArray();
                    for (Entry entry : entries) {
                        document.writeStartObject();
                        document.writeStringProperty("id", id(stores, entry));
                        document.writeNumberProperty("bytes", entry.size());
                        document.writeNumberProperty("stored_bytes", entry.stored());
                        entry.tool().ifPresent(tool -> document.writeStringProperty("tool", tool));
                        document.writeStringProperty("created", entry.created().toString());
                        document.writeStringProperty("used", entry.used().toString());
                        document.writeEndObject();
                    }
                    document.writeEndArray();
                }));
                return ExitCode.OK.status();
            }
            Table table = new Table("id", "bytes ", "tool", "created", "used");
            for (Entry entry : entries) {
                table.row(id(stores, entry), entry.size(), entry.tool().orElse(""), entry.created(), entry.used());
            }
            table.lines(console.style()).forEach(console.out()::println);
            console.out().println(summary(entries));
            return ExitCode.OK.status();
        });
    }

    /** Shows one. */
    @Command(
            name = "show",
            description = "Shows what is known of one original. 'headroom retrieve' prints it.",
            exitCodeOnInvalidInput = 64)
    int show(@Parameters(paramLabel = "ID", description = "The id, or its first digits.") String wanted) {
        return withStores(stores -> {
            List<Entry> entries = stores.originalList().entries().stream()
                    .filter(entry -> !wanted.isEmpty() && id(stores, entry).startsWith(wanted))
                    .toList();
            if (entries.isEmpty()) {
                throw new Failure(
                        ExitCode.NO_INPUT,
                        "no original begins with " + wanted + "; 'headroom originals list' shows what there is");
            }
            for (Entry entry : entries) {
                console.out().println("id:      " + id(stores, entry));
                console.out().println("sha-256: " + entry.hash());
                console.out().println("size:    " + entry.size() + " bytes, " + entry.stored() + " stored");
                console.out().println("tool:    " + entry.tool().orElse("unknown"));
                console.out().println("created: " + entry.created());
                console.out().println("used:    " + entry.used());
            }
            return ExitCode.OK.status();
        });
    }

    /** Removes old ones. */
    @Command(name = "prune", description = "Removes originals that nobody used for some days.")
    int prune(
            @Option(
                            names = "--unused-days",
                            paramLabel = "DAYS",
                            defaultValue = "30",
                            description = "For how long. Default: 30.")
                    int days) {
        if (days < 0) {
            throw new Failure(ExitCode.USAGE, "--unused-days is a number of days, 0 or more");
        }
        return withStores(stores -> removed(stores, Instant.now().minus(Duration.ofDays(days))));
    }

    /** Removes all. */
    @Command(name = "clear", description = "Removes all originals, after asking.")
    int clear(@Option(names = "--yes", description = "Do not ask.") boolean yes) {
        return withStores(stores -> {
            List<Entry> entries = stores.originalList().entries();
            console.err()
                    .println("headroom: " + summary(entries)
                            + ". Afterwards the markers in running and saved conversations that name them cannot be"
                            + " redeemed any more.");
            if (!yes && !confirmed()) {
                throw new Failure(ExitCode.FAULT, "nothing was removed; answer yes, or give --yes");
            }
            return removed(stores, Instant.ofEpochMilli(Long.MAX_VALUE));
        });
    }

    private boolean confirmed() {
        console.err().print("Remove them? Type yes: ");
        try {
            String answer = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            return false;
        }
    }

    private int removed(Stores stores, Instant unusedSince) {
        OriginalList list = stores.originalList();
        int count = list.removeUnusedSince(unusedSince)
                .orElseThrow(() -> LocalStores.unavailable(
                        stores.originals().trouble().orElse("the store of originals does not answer")));
        console.out().println(count == 1 ? "1 original was removed." : count + " originals were removed.");
        return ExitCode.OK.status();
    }

    private int withStores(Function<Stores, Integer> work) {
        Optional<Stores> found = LocalStores.open(console, spec.commandLine().getParseResult());
        if (found.isEmpty()) {
            console.out().println("There are no originals here.");
            return ExitCode.OK.status();
        }
        try (Stores stores = found.get()) {
            LocalStores.requireReadable(stores);
            return work.apply(stores);
        }
    }

    private static String id(Stores stores, Entry entry) {
        return RetrievalId.of(
                        entry.hash(),
                        stores.originals().key().orElseThrow(),
                        stores.originals().tenant())
                .toString();
    }

    private static String summary(List<Entry> entries) {
        long stored = entries.stream().mapToLong(Entry::stored).sum();
        return String.format(
                Locale.ROOT,
                "%d original%s, %.1f MiB stored",
                entries.size(),
                entries.size() == 1 ? "" : "s",
                stored / 1048576.0);
    }
}
