package io.headroom.workload;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What the tools of {@link AgentSession} answer: 30 to 50 rows of JSON, or 60 to 100 lines. */
final class ToolResults {
    private final SplitMix64 random;
    private final Rows rows;

    ToolResults(SplitMix64 random) {
        this.random = random;
        this.rows = new Rows(random);
    }

    String of(AgentTool tool) {
        return switch (tool) {
            case READ -> lines(i -> String.format(Locale.ROOT, "%6d\t%s", i + 1, rows.code(i)));
            case BASH -> random.onceIn(2) ? lines(this::logLine) : lines(this::listed);
            case GREP -> lines(i -> path(i / 6) + ":" + (10 + 7 * i) + ":" + rows.code(i));
            case GLOB -> lines(i -> "/srv/shop/" + path(i));
            case ISSUES -> json(rows::issue);
            case ROWS -> json(i -> rows.db(i, 40));
            case LOGS -> json(rows::log);
            case FETCH -> prose();
        };
    }

    private String logLine(int index) {
        return String.format(
                Locale.ROOT,
                "2026-03-14 09:%02d:%02d,%03d %-5s [worker-%d] c.a.shop.orders.Orders - order %d %s in %d ms",
                index / 60,
                index % 60,
                random.below(1000),
                random.of("INFO", "INFO", "INFO", "WARN", "ERROR"),
                1 + random.below(8),
                random.below(90_000),
                random.of("accepted", "priced", "rejected by rule"),
                random.below(900));
    }

    private String listed(int index) {
        return String.format(
                Locale.ROOT,
                "-rw-r--r-- 1 build staff %7d Mar %2d %02d:%02d part-%05d.class",
                random.below(90_000),
                1 + random.below(14),
                random.below(24),
                random.below(60),
                index);
    }

    private static String path(int index) {
        return "src/main/java/com/acme/shop/" + (index % 3 == 0 ? "cart" : "price") + "/Rule" + index + ".java";
    }

    private String prose() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            out.append("A price holds for ")
                    .append(1 + random.below(30))
                    .append(" days, unless the ")
                    .append(random.of("seller", "buyer", "carrier", "bank"))
                    .append(random.of(" objects.", " has asked for another term.", " did not confirm it in time."))
                    .append(i % 5 == 4 ? "\n\n" : " ");
        }
        return out.toString();
    }

    private String json(IntFunction<Json> row) {
        return new Json.Array(
                        IntStream.range(0, 30 + random.below(21)).mapToObj(row).toList())
                .write(Layout.MIN);
    }

    private String lines(IntFunction<String> line) {
        StringBuilder out = new StringBuilder();
        int count = 60 + random.below(41);
        for (int i = 0; i < count; i++) {
            out.append(line.apply(i)).append('\n');
        }
        return out.toString();
    }
}
