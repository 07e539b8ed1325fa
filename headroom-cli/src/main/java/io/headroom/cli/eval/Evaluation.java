package io.headroom.cli.eval;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.api.token.Tokenizer;
import io.headroom.cli.compress.LocalEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
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

/** Runs workloads through the engine, as tool output that the mode may shorten, and measures. Not thread-safe. */
final class Evaluation {
    private static final int DIGEST_DIGITS = 16;

    private final LocalEngine local;
    private final Mode mode;
    private final String model;
    private final Tokenizer tokenizer;
    private final ProbeCheck probes;

    Evaluation(LocalEngine local, Mode mode, String model) {
        this.local = local;
        this.mode = mode;
        this.model = model;
        this.tokenizer = local.tokenizer(model);
        this.probes = ProbeCheck.lossless(this::decoded);
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
            report = report.plus(probes.check(texts.get(i), outcome.form()));
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
        return local.engine()
                .compress(
                        new CompressionRequest(new Content(text), hint, mode, RetrievalChannel.none()),
                        Deadline.never());
    }

    private Optional<String> decoded(String form) {
        try {
            return Optional.of(local.engine().decode(form));
        } catch (MalformedFormException e) {
            return Optional.empty();
        }
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
