package io.headroom.cli.demo;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends the session through a proxy and compares what was sent with what arrived behind it. It only trusts bytes: which texts were
 * replaced is found out by comparing, and each replaced one is decoded with an engine of its own.
 */
final class DemoRun {
    private static final int SHOWN = 48;
    private static final int PATIENCE_MILLIS = 30_000;

    private final DemoSession session;
    private final CompressionEngine engine;

    DemoRun(DemoSession session, CompressionEngine engine) {
        this.session = session;
        this.engine = engine;
    }

    /** Sends everything to {@code proxy}, which must forward to {@code upstream}. */
    DemoReport run(URI proxy, StandInUpstream upstream) throws IOException {
        List<byte[]> sent = session.bodies();
        for (byte[] body : sent) {
            post(proxy.resolve("/v1/messages"), body);
        }
        return compare(sent, upstream.received());
    }

    DemoReport compare(List<byte[]> sent, List<byte[]> arrived) {
        if (arrived.size() != sent.size()) {
            throw new Failure(ExitCode.FAULT, "of " + sent.size() + " requests " + arrived.size() + " arrived.");
        }
        byte[] lastSent = sent.get(sent.size() - 1);
        byte[] lastArrived = arrived.get(arrived.size() - 1);
        List<ToolText> originals = ToolText.in(lastSent);
        List<ToolText> forms = ToolText.in(lastArrived);
        List<DemoReport.Result> results = new ArrayList<>();
        boolean exact = true;
        for (int i = 0; i < session.calls().size(); i++) {
            ToolCall call = session.calls().get(i);
            Outcome outcome = settle(call);
            exact &= outcome.tokens().accuracy() == Outcome.Tokens.Accuracy.EXACT;
            results.add(result(call, originals.get(i).text(), forms.get(i).text(), outcome));
        }
        return new DemoReport(
                sent.size(), results, firstChange(lastSent, lastArrived), rest(sent, arrived), stable(arrived), exact);
    }

    /** What the engine makes of the text without any proxy; it has to be the same. */
    private Outcome settle(ToolCall call) {
        Hint hint = Hint.tool(call.tool()).model(DemoSession.MODEL);
        Hint known = "command".equals(call.argument()) ? hint.command(call.value()) : hint;
        return engine.compress(
                new CompressionRequest(new Content(call.output()), known, Mode.BALANCED, RetrievalChannel.cli()),
                Deadline.never());
    }

    private DemoReport.Result result(ToolCall call, String original, String form, Outcome outcome) {
        int before = outcome.tokens().before();
        if (form.equals(original)) {
            return new DemoReport.Result(call.title(), "unchanged", before, before, true);
        }
        boolean asSettled = form.equals(outcome.form());
        String kept = asSettled ? outcome.fidelity().name().toLowerCase(Locale.ROOT) : "other";
        int after = asSettled ? outcome.tokens().after() : before;
        return new DemoReport.Result(call.title(), kept, before, after, asSettled && decodes(form, original));
    }

    private boolean decodes(String form, String original) {
        try {
            return SameData.same(engine.decode(form), original);
        } catch (MalformedFormException e) {
            return false;
        }
    }

    private static Optional<DemoReport.FirstChange> firstChange(byte[] sent, byte[] arrived) {
        int offset = Arrays.mismatch(sent, arrived);
        return offset < 0
                ? Optional.empty()
                : Optional.of(new DemoReport.FirstChange(offset, excerpt(sent, offset), excerpt(arrived, offset)));
    }

    private static String excerpt(byte[] body, int from) {
        return new String(body, from, Math.min(SHOWN, body.length - from), StandardCharsets.UTF_8);
    }

    private static DemoReport.Rest rest(List<byte[]> sent, List<byte[]> arrived) {
        MessageDigest left = sha256();
        MessageDigest right = sha256();
        long bytes = 0;
        for (int i = 0; i < sent.size(); i++) {
            bytes += digestRest(sent.get(i), left);
            digestRest(arrived.get(i), right);
        }
        HexFormat hex = HexFormat.of();
        return new DemoReport.Rest(bytes, hex.formatHex(left.digest()), hex.formatHex(right.digest()));
    }

    /** Everything but the texts of tool results; a text that was not replaced is compared as a text. */
    private static long digestRest(byte[] body, MessageDigest digest) {
        int from = 0;
        long bytes = 0;
        for (ToolText text : ToolText.in(body)) {
            digest.update(body, from, text.start() - from);
            bytes += text.start() - from;
            from = text.end();
        }
        digest.update(body, from, body.length - from);
        return bytes + body.length - from;
    }

    private static boolean stable(List<byte[]> arrived) {
        List<ToolText> last = ToolText.in(arrived.get(arrived.size() - 1));
        for (byte[] body : arrived) {
            List<ToolText> texts = ToolText.in(body);
            for (int i = 0; i < texts.size(); i++) {
                if (!texts.get(i).text().equals(last.get(i).text())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void post(URI uri, byte[] body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("anthropic-version", "2023-06-01");
        connection.setRequestProperty("x-api-key", "demo-no-key");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        String text = answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        if (status != 200) {
            throw new Failure(ExitCode.FAULT, "the proxy answered " + status + ": " + text);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
