package io.headroom.cli.eval;

import io.headroom.api.compress.Mode;
import io.headroom.cli.console.Json;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Table;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Shows the figures of a run.
 *
 * @param rows the figures
 * @param mode the mode of the run
 * @param model the model whose tokens were counted
 * @param targets what should be saved
 */
record EvalReport(List<Measured> rows, Mode mode, String model, Targets targets) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** The lines of a table. */
    List<String> lines(Style style) {
        Table table = new Table(
                "id", "text", "layout", "tokens ", "form ", "saved ", "of min ", "goal ", "keeps", "shown ", "coded ",
                "redeem ", "lost ", "ms ");
        for (Measured row : rows) {
            OptionalInt target = targets.of(row, mode);
            table.row(
                    row.workload().id(),
                    row.workload().name(),
                    row.kind(),
                    row.tokens(),
                    row.after(),
                    percent(row.saved()),
                    percent(row.savedOfMinified()),
                    target.isPresent() ? target.getAsInt() : "",
                    row.fidelities().isEmpty() ? "all" : String.join("+", row.fidelities()),
                    row.probes().retained(),
                    row.probes().encoded(),
                    row.probes().redeemable(),
                    row.probes().lost().size(),
                    String.format(Locale.ROOT, "%.0f", row.nanos() / NANOS_PER_MILLI));
        }
        return table.lines(style);
    }

    /** The figures for scripts. */
    String json() {
        return Json.document(out -> {
            out.writeStartObject();
            out.writeStringProperty("mode", mode.key());
            out.writeStringProperty("model", model);
            out.writeArrayPropertyStart("workloads");
            for (Measured row : rows) {
                out.writeStartObject();
                out.writeStringProperty("id", row.workload().id());
                out.writeStringProperty("name", row.workload().name());
                out.writeStringProperty("layout", row.kind());
                out.writeNumberProperty("tokens_before", row.tokens());
                out.writeNumberProperty("tokens_minified", row.minified());
                out.writeNumberProperty("tokens_after", row.after());
                out.writeNumberProperty("saved_percent", tenths(row.saved()));
                out.writeNumberProperty("saved_percent_of_minified", tenths(row.savedOfMinified()));
                OptionalInt target = targets.of(row, mode);
                if (target.isPresent()) {
                    out.writeNumberProperty("target_percent", target.getAsInt());
                }
                out.writeArrayPropertyStart("fidelity");
                row.fidelities().forEach(out::writeString);
                out.writeEndArray();
                out.writeNumberProperty("probes_retained", row.probes().retained());
                out.writeNumberProperty("probes_encoded", row.probes().encoded());
                out.writeNumberProperty("probes_redeemable", row.probes().redeemable());
                out.writeNumberProperty("probes_lost", row.probes().lost().size());
                out.writeNumberProperty("milliseconds", tenths(row.nanos() / NANOS_PER_MILLI));
                out.writeStringProperty("digest", row.digest());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
