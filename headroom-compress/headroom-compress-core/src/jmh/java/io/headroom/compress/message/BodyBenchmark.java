package io.headroom.compress.message;

import io.headroom.compress.Cancellation;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import io.headroom.compress.dialect.AnthropicMessages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a body of one million bytes costs before and after the engine: microseconds for each call, so 1000 are 1000 MB/s. Two thirds of
 * the body are tool results, with escapes and some text beyond ASCII.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BodyBenchmark {
    private static final int SIZE = 1_000_000;
    private static final String FORM = "[a form]".repeat(300);

    private final AnthropicMessages dialect = new AnthropicMessages();
    private final JsonReader reader = new JsonReader();
    private final BodyCompressor lazy = new BodyCompressor(BodyBenchmark::unchanged, CompressionSettings.defaults());
    private final BodyCompressor busy = new BodyCompressor(BodyBenchmark::compressed, CompressionSettings.defaults());
    private byte[] body;

    /** Makes the body, always the same. */
    @Setup
    public void write() {
        Random random = new Random(1);
        StringBuilder json = new StringBuilder("{\"model\":\"m\",\"messages\":[");
        for (int i = 0; json.length() < SIZE - 20_000; i++) {
            json.append(i > 0 ? "," : "").append("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":");
            json.append(JsonStrings.quote(lines(random, 40)));
            json.append(String.format(
                    Locale.ROOT,
                    "},{\"type\":\"tool_use\",\"id\":\"t%d\",\"name\":\"Bash\",\"input\":{\"command\":\"ls\"}}]},"
                            + "{\"role\":\"user\",\"content\":[{\"tool_use_id\":\"t%d\",\"type\":\"tool_result\",\"content\":",
                    i,
                    i));
            json.append(JsonStrings.quote(lines(random, 90))).append("}]}");
        }
        json.append("],\"padding\":\"");
        int length = json.toString().getBytes(StandardCharsets.UTF_8).length;
        json.append("x".repeat(SIZE - length - 2)).append("\"}");
        body = json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The check of the encoding alone. */
    @Benchmark
    public int utf8() {
        return Utf8.firstFault(body);
    }

    /** A pass that reads nothing. */
    @Benchmark
    public void walk() {
        reader.read(body, cursor -> {});
    }

    /** A pass that decodes all eligible texts. */
    @Benchmark
    public Object scan() {
        return BodyScan.read(body, dialect, reader);
    }

    /** All of it, with an engine that changes nothing. */
    @Benchmark
    public Object compressNothing() {
        return lazy.compress(body, dialect, BodyOptions.defaults(), new Cancellation());
    }

    /** All of it, with an engine that changes every text at once. */
    @Benchmark
    public Object compressEverything() {
        return busy.compress(body, dialect, BodyOptions.defaults(), new Cancellation());
    }

    private static List<Outcome> unchanged(List<CompressionRequest> requests, Deadline deadline) {
        return requests.stream()
                .map(r -> Outcomes.unchanged(r, Reason.NOT_SMALLER))
                .toList();
    }

    private static List<Outcome> compressed(List<CompressionRequest> requests, Deadline deadline) {
        return requests.stream().map(r -> Outcomes.compressed(FORM)).toList();
    }

    private static String lines(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "2026-11-21T02:%02d:%02d INFO \"request\" id=%08x path=C:\\srv\\%d%s done\n",
                    i % 60,
                    random.nextInt(60),
                    random.nextInt(),
                    random.nextInt(1000),
                    random.nextInt(20) == 0 ? " – naïve" : ""));
        }
        return text.toString();
    }
}
