package io.headroom.cli.eval;

import io.headroom.api.compress.Mode;
import io.headroom.workload.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What must be saved of each workload, from {@code targets.csv}, and what must hold for all. Immutable. */
final class Targets {
    /** Layouts of the same data may differ by so many percent of the minified count (C-1404). */
    private static final double LAYOUTS_AGREE = 3;

    /** @param balanced empty for workloads that are measured lossless only */
    private record Target(int lossless, int indented, OptionalInt balanced) {}

    private final Map<String, Target> targets;

    private Targets(Map<String, Target> targets) {
        this.targets = Map.copyOf(targets);
    }

    /** The targets of the distribution. */
    static Targets bundled() {
        try (InputStream in = Targets.class.getResourceAsStream("targets.csv")) {
            Map<String, Target> targets = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        String[] cells = line.split(",", -1);
                        targets.put(
                                cells[0],
                                new Target(
                                        Integer.parseInt(cells[1]),
                                        Integer.parseInt(cells[2]),
                                        cells[3].isEmpty()
                                                ? OptionalInt.empty()
                                                : OptionalInt.of(Integer.parseInt(cells[3]))));
                    });
            return new Targets(targets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The percentage that a workload must save in a mode and layout, if there is one. */
    OptionalInt of(Measured row, Mode mode) {
        Target target = targets.get(row.workload().id());
        if (target == null) {
            return OptionalInt.empty();
        }
        boolean shortens = mode == Mode.BALANCED || mode == Mode.AGGRESSIVE;
        return switch (row.layout()) {
            case MIN -> shortens ? target.balanced() : OptionalInt.of(target.lossless());
            case INDENT2 -> shortens ? OptionalInt.empty() : OptionalInt.of(target.indented());
            case SPACED -> OptionalInt.empty();
        };
    }

    /**
     * What is wrong with the figures of a run.
     *
     * @param rows the run
     * @param mode its mode
     * @param slack how many points a saving may stay under its target
     * @return a sentence for each shortfall
     */
    List<String> shortfalls(List<Measured> rows, Mode mode, int slack) {
        List<String> wrong = new ArrayList<>();
        for (Measured row : rows) {
            String name = row.workload().id() + " " + row.kind();
            OptionalInt target = of(row, mode);
            // Targets are whole percents, so a figure that rounds to one has reached it.
            if (target.isPresent() && Math.round(row.saved()) < target.getAsInt() - slack) {
                wrong.add(String.format(
                        Locale.ROOT, "%s saves %.1f %%, the target is %d %%", name, row.saved(), target.getAsInt()));
            }
            if (!row.probes().lost().isEmpty()) {
                wrong.add(name + " lost " + row.probes().lost().size() + " facts, the first is "
                        + row.probes().lost().get(0));
            }
            if (row.after() > row.tokens()) {
                wrong.add(name + " became larger: " + row.tokens() + " to " + row.after() + " tokens");
            }
        }
        wrong.addAll(apart(rows));
        return wrong;
    }

    private static List<String> apart(List<Measured> rows) {
        Map<String, List<Measured>> byWorkload = new LinkedHashMap<>();
        rows.forEach(row -> byWorkload
                .computeIfAbsent(row.workload().id(), id -> new ArrayList<>())
                .add(row));
        List<String> wrong = new ArrayList<>();
        byWorkload.forEach((id, layouts) -> spread(layouts).ifPresent(text -> wrong.add(id + " " + text)));
        return wrong;
    }

    private static Optional<String> spread(List<Measured> layouts) {
        double least =
                layouts.stream().mapToDouble(Measured::savedOfMinified).min().orElseThrow();
        double most =
                layouts.stream().mapToDouble(Measured::savedOfMinified).max().orElseThrow();
        return most - least <= LAYOUTS_AGREE
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "saves %.1f to %.1f %% of the minified count, depending on white space (%s)",
                        least,
                        most,
                        layouts.stream().map(Measured::layout).map(Layout::name).toList()));
    }
}
