package io.headroom.cli.demo;

import io.headroom.cli.console.Json;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows what the demonstration found, for people and for programs. */
final class DemoPage {
    private final DemoReport report;

    DemoPage(DemoReport report) {
        this.report = report;
    }

    List<String> lines(Style style) {
        Table table = new Table("tool result", "sent ", "arrived ", "saved ", "keeps", "decodes back");
        for (DemoReport.Result result : report.results()) {
            table.row(
                    result.title(),
                    result.before(),
                    result.after(),
                    percent(result.before(), result.after()),
                    result.changed() ? result.kept() : "untouched",
                    result.changed() ? yes(result.decodes(), style) : "-");
        }
        table.row("total", report.before(), report.after(), percent(report.before(), report.after()), "", "");
        List<String> lines = new ArrayList<>();
        lines.add("A coding session of " + report.requests()
                + " requests went through a proxy to a stand-in for the provider.");
        lines.add("No key, no network. Tokens of the tool results in the last request"
                + (report.exact() ? ":" : " (≈, counted with a related tokenizer):"));
        lines.add("");
        lines.addAll(table.lines(style));
        lines.add("");
        report.firstChange().ifPresent(change -> {
            lines.add("The first byte that changed in the last request is number " + change.offset() + ":");
            lines.add("  sent    " + change.sent());
            lines.add("  arrived " + change.arrived());
        });
        DemoReport.Rest rest = report.rest();
        lines.add("Everything else, " + rest.bytes() + " bytes: "
                + (rest.same() ? style.good("identical") : style.bad("CHANGED")) + ", SHA-256 "
                + rest.arrived().substring(0, 16) + "…");
        lines.add("Each result arrived in the same form in every request: " + yes(report.stable(), style));
        lines.add(report.passed() ? "All checks passed." : style.bad("A check failed: please report this."));
        return lines;
    }

    String json() {
        return Json.document(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("passed", report.passed());
            out.writeNumberProperty("requests", report.requests());
            out.writeBooleanProperty("exact", report.exact());
            out.writeNumberProperty("tokens_before", report.before());
            out.writeNumberProperty("tokens_after", report.after());
            out.writeName("results");
            out.writeStartArray();
            for (DemoReport.Result result : report.results()) {
                out.writeStartObject();
                out.writeStringProperty("title", result.title());
                out.writeStringProperty("keeps", result.kept());
                out.writeNumberProperty("tokens_before", result.before());
                out.writeNumberProperty("tokens_after", result.after());
                out.writeBooleanProperty("decodes", result.decodes());
                out.writeEndObject();
            }
            out.writeEndArray();
            report.firstChange().ifPresent(change -> out.writeNumberProperty("first_changed_byte", change.offset()));
            out.writeNumberProperty("other_bytes", report.rest().bytes());
            out.writeStringProperty("other_bytes_sha256_sent", report.rest().sent());
            out.writeStringProperty("other_bytes_sha256_arrived", report.rest().arrived());
            out.writeBooleanProperty("same_form_in_every_request", report.stable());
            out.writeEndObject();
        });
    }

    private static String yes(boolean value, Style style) {
        return value ? style.good("yes") : style.bad("NO");
    }

    private static String percent(long before, long after) {
        return before == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * (before - after) / before);
    }
}
