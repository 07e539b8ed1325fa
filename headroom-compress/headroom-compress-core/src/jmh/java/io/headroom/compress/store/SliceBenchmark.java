package io.headroom.compress.store;

import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a part of an original of 4 MiB in SQLite is waited for: 100 rows are to take less than 5 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SliceBenchmark {
    private static final int CHARACTERS = 4 << 20;
    private static final long MAX_BYTES = 1L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The words of the slice: an array of rows is asked for those, a log for the others. */
    @Param({"rows=9000-9099", "lines=30000-30099", "head=100", "tail=100", "chars=2000000-2020000", "whole="})
    String slice;

    private Path folder;
    private Stores stores;
    private Retrieval retrieval;
    private String id;
    private Slice wanted;

    /** Keeps the original in a database of its own. */
    @Setup
    public void keep() throws Exception {
        folder = Files.createTempDirectory("slice");
        stores = Stores.sqlite(folder.resolve("originals.db"), "", MAX_BYTES);
        retrieval = new Retrieval(stores.originals());
        String text = slice.startsWith("lines") || slice.startsWith("chars") ? log() : rows();
        id = retrieval.keep(text, Optional.of("Bash"), PATIENCE).orElseThrow().toString();
        String[] words = slice.split("=", -1);
        wanted = words[0].equals("whole") ? Slice.whole() : Slice.of(Map.of(words[0], words[1]));
    }

    /** Closes and removes it. */
    @TearDown
    public void close() throws IOException {
        stores.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Asks for the part. */
    @Benchmark
    public String slice() {
        return ((Answer.Part) retrieval.retrieve(id, wanted)).text();
    }

    private static String log() {
        Random random = new Random(1);
        StringBuilder lines = new StringBuilder();
        while (lines.length() < CHARACTERS) {
            lines.append("2026-01-01 12:00:00 INFO  GET /orders/")
                    .append(random.nextInt(100_000))
                    .append(" 200 ")
                    .append(random.nextInt(500))
                    .append("ms\n");
        }
        return lines.toString();
    }

    private static String rows() {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("[");
        while (rows.length() < CHARACTERS) {
            rows.append(rows.length() == 1 ? "" : ",")
                    .append("{\"id\":")
                    .append(rows.length())
                    .append(",\"trace\":\"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\",\"message\":\"order ")
                    .append(random.nextInt(100_000))
                    .append(" was sent to the customer\",\"metadata\":{\"host\":\"node-")
                    .append(random.nextInt(12))
                    .append("\",\"tags\":[\"a\",\"b\"],\"region\":\"eu-west-1\"}}");
        }
        return rows.append(']').toString();
    }
}
