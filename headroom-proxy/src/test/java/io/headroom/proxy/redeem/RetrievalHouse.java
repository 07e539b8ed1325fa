package io.headroom.proxy.redeem;

import io.headroom.api.original.Original;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.proxy.testing.MockUpstream;
import io.headroom.proxy.testing.RawClient;
import io.headroom.proxy.testing.Received;
import io.headroom.proxy.testing.TestProxy;
import io.headroom.proxy.testing.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy that offers retrieval of one original, between a client and an upstream that says what it is told to say. */
final class RetrievalHouse implements AutoCloseable {
    static final String TEXT = "one\ntwo \u00e4\nthree \"quoted\"\n";

    private final Path folder;
    private final MockUpstream upstream;
    private final String id;
    private final Queue<byte[]> answers = new ArrayDeque<>();
    private Stores stores;
    private TestProxy proxy;
    private int piece = 97;

    RetrievalHouse(Path folder) throws Exception {
        this.folder = folder;
        upstream = MockUpstream.start();
        open(Duration.ofSeconds(10));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(digest);
        stores.originals().keep(List.of(new Original(hash, TEXT, Optional.empty())), Duration.ofSeconds(20));
        id = RetrievalId.of(hash, stores.originals().key().orElseThrow(), "").toString();
        upstream.script((request, wire) -> say(wire, answers.remove()));
    }

    private void open(Duration pings) throws IOException {
        stores = Stores.sqlite(folder.resolve("headroom.db"), "", 1 << 20);
        // Opened by its first use, for which nobody here is in a hurry.
        stores.originals().key();
        proxy = TestProxy.to(upstream.uri()).retrieval(stores, pings).start();
    }

    /** The id of the original. */
    String id() {
        return id;
    }

    MockUpstream upstream() {
        return upstream;
    }

    TestProxy proxy() {
        return proxy;
    }

    /** Another process on the same store. */
    void restart() throws IOException {
        restart(Duration.ofSeconds(10));
    }

    void restart(Duration pings) throws IOException {
        proxy.close();
        stores.close();
        open(pings);
    }

    /** What the upstream answers next: events, or a JSON document by its first character. */
    RetrievalHouse answers(String answer) {
        answers.add(answer.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** How many bytes the pieces have in which answers come from now on. */
    RetrievalHouse inPiecesOf(int bytes) {
        piece = bytes;
        return this;
    }

    /** Sends an answer in pieces that end anywhere, even within a character. */
    void say(Wire wire, byte[] answer) throws IOException {
        boolean json = answer[0] == '{' || answer[0] == '[';
        wire.respondChunked(
                200, "Content-Type: " + (json ? "application/json" : "text/event-stream; charset=utf-8") + "\r\n");
        for (int from = 0; from < answer.length; from += piece) {
            wire.chunk(Arrays.copyOfRange(answer, from, Math.min(answer.length, from + piece)));
        }
        wire.lastChunk();
    }

    /** Asks, and returns the body of the answer. */
    String ask(String target, String body) throws IOException {
        try (RawClient client = proxy.client()) {
            Received answer = client.request(
                            "POST", target, "Content-Type: application/json\r\n", MockUpstream.bytes(body))
                    .response();
            return answer.text();
        }
    }

    /** The body of one of the requests that the upstream got. */
    String sent(int index) {
        return upstream.received().get(index).text();
    }

    int asked() {
        return upstream.received().size();
    }

    static List<String> all(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        stores.close();
        upstream.close();
    }
}
