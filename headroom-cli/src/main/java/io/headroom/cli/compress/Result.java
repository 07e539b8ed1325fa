package io.headroom.cli.compress;

import io.headroom.api.compress.Hint;
import io.headroom.api.compress.LeftOut;
import io.headroom.cli.console.Json;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Table;
import io.headroom.compress.Explanation;
import io.headroom.compress.Outcome;
import io.headroom.compress.message.BodyOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code headroom compress} has to tell: the output and, for each text in it, what was done.
 *
 * @param dialect the dialect, if the input was a request body
 * @param output what to print
 * @param blocks the texts
 * @param candidates what each compressor had to say, if the input was a text
 * @param bypassed why nothing was looked at
 */
record Result(
        Optional<String> dialect,
        byte[] output,
        List<Block> blocks,
        List<Explanation.Candidate> candidates,
        Optional<String> bypassed) {
    /** One text and what became of it. */
    record Block(Hint hint, Outcome outcome) {}

    static Result ofBody(String dialect, BodyOutcome body) {
        List<Block> blocks = body.blocks().stream()
                .map(block -> new Block(block.hint(), block.outcome()))
                .toList();
        return new Result(Optional.of(dialect), body.body(), blocks, List.of(), body.bypassed());
    }

    static Result ofText(Hint hint, Explanation explanation, byte[] original) {
        Outcome outcome = explanation.outcome();
        byte[] output = changed(outcome) ? outcome.form().getBytes(StandardCharsets.UTF_8) : original;
        return new Result(
                Optional.empty(),
                output,
                List.of(new Block(hint, outcome)),
                explanation.candidates(),
                Optional.empty());
    }

    static Result noRequest(byte[] original) {
        return new Result(
                Optional.empty(), original, List.of(), List.of(), Optional.of("no dialect finds tool results in it"));
    }

    /** One line: how much was saved, or why nothing was. */
    List<String> summary(Style style) {
        if (bypassed.isPresent() && blocks.isEmpty()) {
            return List.of("headroom: left as it was: " + bypassed.get());
        }
        long before = tokensBefore();
        long after = tokensAfter();
        long changed = blocks.stream().filter(block -> changed(block.outcome())).count();
        if (changed == 0) {
            return List.of("headroom: left as it was: "
                    + String.join(
                            ", ",
                            blocks.stream()
                                    .map(block -> block.outcome().reason().key())
                                    .distinct()
                                    .toList()));
        }
        String texts = dialect.isEmpty() ? "" : ", " + changed + " of " + blocks.size() + " texts, " + dialect.get();
        return List.of(String.format(
                Locale.ROOT,
                "headroom: %d → %d tokens, %s%s%s",
                before,
                after,
                style.good(String.format(
                        Locale.ROOT, "%.1f %% saved", before == 0 ? 0 : 100.0 * (before - after) / before)),
                exact() ? "" : " (≈)",
                texts));
    }

    /** What was done with each text and why. */
    List<String> explanation(Style style) {
        Table table = new Table("# ", "tool", "bytes ", "to ", "tokens ", "to ", "done", "why", "by");
        int number = 0;
        for (Block block : blocks) {
            Outcome outcome = block.outcome();
            table.row(
                    ++number,
                    block.hint().tool().orElse("-"),
                    outcome.bytesBefore(),
                    outcome.bytesAfter(),
                    outcome.tokens().before(),
                    outcome.tokens().after(),
                    changed(outcome) ? outcome.fidelity().name().toLowerCase(Locale.ROOT) : "unchanged",
                    outcome.reason().key(),
                    outcome.compressor().orElse("-"));
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        if (!candidates.isEmpty()) {
            Table said = new Table("compressor", "verdict", "keeps", "estimate ", "to ", "note");
            for (Explanation.Candidate candidate : candidates) {
                said.row(
                        candidate.compressor(),
                        candidate.verdict(),
                        candidate
                                .fidelity()
                                .map(kept -> kept.name().toLowerCase(Locale.ROOT))
                                .orElse("-"),
                        candidate.estimateBefore(),
                        candidate.estimateAfter(),
                        candidate.note());
            }
            lines.add("");
            lines.addAll(said.lines(style));
        }
        return lines;
    }

    String json() {
        return Json.document(out -> {
            out.writeStartObject();
            out.writeStringProperty("input", dialect.isPresent() ? "request" : "text");
            dialect.ifPresent(id -> out.writeStringProperty("dialect", id));
            bypassed.ifPresent(why -> out.writeStringProperty("bypassed", why));
            out.writeNumberProperty("tokens_before", tokensBefore());
            out.writeNumberProperty("tokens_after", tokensAfter());
            out.writeBooleanProperty("exact", exact());
            out.writeName("texts");
            out.writeStartArray();
            blocks.forEach(block -> write(out, block));
            out.writeEndArray();
            out.writeName("candidates");
            out.writeStartArray();
            candidates.forEach(candidate -> write(out, candidate));
            out.writeEndArray();
            out.writeStringProperty("output", new String(output, StandardCharsets.UTF_8));
            out.writeEndObject();
        });
    }

    private static void write(JsonGenerator out, Block block) {
        Outcome outcome = block.outcome();
        out.writeStartObject();
        block.hint().tool().ifPresent(tool -> out.writeStringProperty("tool", tool));
        block.hint().command().ifPresent(command -> out.writeStringProperty("command", command));
        out.writeBooleanProperty("changed", changed(outcome));
        out.writeStringProperty("reason", outcome.reason().key());
        outcome.compressor().ifPresent(id -> out.writeStringProperty("compressor", id));
        out.writeStringProperty("fidelity", outcome.fidelity().name().toLowerCase(Locale.ROOT));
        out.writeBooleanProperty("verified", outcome.verified());
        out.writeNumberProperty("bytes_before", outcome.bytesBefore());
        out.writeNumberProperty("bytes_after", outcome.bytesAfter());
        out.writeNumberProperty("tokens_before", outcome.tokens().before());
        out.writeNumberProperty("tokens_after", outcome.tokens().after());
        outcome.id().ifPresent(id -> out.writeStringProperty("id", id));
        if (!outcome.leftOut().isEmpty()) {
            out.writeName("left_out");
            out.writeStartArray();
            outcome.leftOut().forEach(gap -> write(out, gap));
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, LeftOut gap) {
        out.writeStartObject();
        out.writeStringProperty("unit", gap.unit().name().toLowerCase(Locale.ROOT));
        if (!gap.path().isEmpty()) {
            out.writeStringProperty("path", gap.path());
        }
        out.writeNumberProperty("from", gap.from());
        out.writeNumberProperty("to", gap.to());
        out.writeNumberProperty("count", gap.count());
        out.writeStringProperty("what", gap.what());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Explanation.Candidate candidate) {
        out.writeStartObject();
        out.writeStringProperty("compressor", candidate.compressor());
        out.writeStringProperty("verdict", candidate.verdict());
        out.writeNumberProperty("estimate_before", candidate.estimateBefore());
        out.writeNumberProperty("estimate_after", candidate.estimateAfter());
        out.writeStringProperty("note", candidate.note());
        out.writeEndObject();
    }

    private boolean exact() {
        return blocks.stream()
                .map(block -> block.outcome().tokens().accuracy())
                .allMatch(Outcome.Tokens.Accuracy.EXACT::equals);
    }

    private long tokensBefore() {
        return blocks.stream()
                .mapToLong(block -> block.outcome().tokens().before())
                .sum();
    }

    private long tokensAfter() {
        return blocks.stream()
                .mapToLong(block -> block.outcome().tokens().after())
                .sum();
    }

    private static boolean changed(Outcome outcome) {
        return outcome.kind() == Outcome.Kind.COMPRESSED;
    }
}
