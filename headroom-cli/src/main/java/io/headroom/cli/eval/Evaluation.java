package io.headroom.cli.eval;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.token.Tokenizer;
import io.headroom.cli.compress.LocalEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import io.headroom.workload.Layout;
import io.headroom.workload.Workload;
import io.headroom.workload.probe.ProbeCheck;
import io.headroom.workload.probe.ProbeReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs workloads through the engine, as tool output that the mode may shorten, and measures. Not thread-safe. */
final class Evaluation {
    private static final int DIGEST_DIGITS = 16;

    private final LocalEngine local;
    private final Mode mode;
    private final String model;
    private final Tokenizer tokenizer;
    private final Retrieval retrieval;

    Evaluation(LocalEngine local, Mode mode, String model) {
        this.local = local;
        this.mode = mode;
        this.model = model;
        this.tokenizer = local.tokenizer(model);
        this.retrieval = new Retrieval(local.originals());
    }

    /** Measures a workload in a layout. */
    Measured measure(Workload workload, Layout layout) {
        List<String> texts = workload.texts(layout);
        long begin = System.nanoTime();
        List<Outcome> outcomes = texts.stream()
                .map(text -> outcome(text, Hint.tool(workload.tool()).model(model)))
                .toList();
        long nanos = System.nanoTime() - begin;
        ProbeReport report = ProbeReport.none();
        Set<String> fidelities = new TreeSet<>();
        List<String> forms = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Outcome outcome = outcomes.get(i);
            forms.add(outcome.form());
            report = report.plus(check(texts.get(i), outcome));
            if (outcome.kind() == Outcome.Kind.COMPRESSED) {
                fidelities.add(outcome.fidelity().name().toLowerCase(Locale.ROOT));
            }
        }
        return new Measured(
                workload,
                layout,
                tokens(texts),
                tokens(workload.texts(Layout.MIN)),
                tokens(forms),
                fidelities,
                report,
                nanos,
                digest(forms));
    }

    private Outcome outcome(String text, Hint hint) {
        boolean shortens = mode == Mode.BALANCED || mode == Mode.AGGRESSIVE;
        RetrievalChannel channel = shortens ? RetrievalChannel.cli() : RetrievalChannel.none();
        return local.engine()
                .compress(new CompressionRequest(new Content(text), hint, mode, channel), Deadline.never());
    }

    /** What became of the facts of a text: a lossy form's gaps are redeemed by executing what its footer prints, gap by gap. */
    private ProbeReport check(String text, Outcome outcome) {
        return outcome.fidelity() == Fidelity.LOSSY && outcome.kind() == Outcome.Kind.COMPRESSED
                ? new ProbeCheck(form -> shown(outcome), form -> Optional.of(redeemed(outcome)))
                        .check(text, outcome.form())
                : ProbeCheck.lossless(this::decoded).check(text, outcome.form());
    }

    private Optional<String> decoded(String form) {
        try {
            return Optional.of(local.engine().decode(form));
        } catch (MalformedFormException e) {
            return Optional.empty();
        }
    }

    /** What a lossy form shows, decoded, without what it leaves out. */
    private Optional<String> shown(Outcome outcome) {
        String form = outcome.form().substring(0, outcome.form().lastIndexOf('\n'));
        return local.compressors().stream()
                .filter(compressor ->
                        compressor.id().equals(outcome.compressor().orElse("")))
                .filter(LossyCompressor.class::isInstance)
                .map(LossyCompressor.class::cast)
                .findFirst()
                .flatMap(compressor -> excerpt(compressor, form));
    }

    private static Optional<String> excerpt(LossyCompressor compressor, String form) {
        try {
            return Optional.of(compressor.excerpt(form).pieces().stream()
                    .filter(Excerpt.Shown.class::isInstance)
                    .map(piece -> ((Excerpt.Shown) piece).text())
                    .collect(Collectors.joining("\n")));
        } catch (MalformedFormException e) {
            return Optional.empty();
        }
    }

    private String redeemed(Outcome outcome) {
        StringBuilder all = new StringBuilder();
        for (LeftOut gap : outcome.leftOut()) {
            // Control codes are all over the text, and hold no facts.
            if (gap.unit() == LeftOut.Unit.CODE) {
                continue;
            }
            // So is markup, but the call of its footer gives the whole page.
            Slice slice = gap.unit() == LeftOut.Unit.MARKUP ? Slice.all() : Slice.of(gap);
            if (retrieval.retrieve(outcome.id().orElseThrow(), slice) instanceof Answer.Part part) {
                all.append(part.text()).append('\n');
            }
        }
        return all.toString();
    }

    private int tokens(List<String> texts) {
        return texts.stream().mapToInt(tokenizer::count).sum();
    }

    private static String digest(List<String> forms) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", forms).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
