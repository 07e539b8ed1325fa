package io.headroom.proxy.listener;

import io.headroom.api.exchange.Exchange;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.upstream.ResponseHead;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;

/** Sets the head of a relayed response: the upstream's status and end-to-end fields, and our own {@code x-headroom-*} ones. */
final class ResponseFields {
    private static final HttpString BEFORE = new HttpString("x-headroom-tokens-before");
    private static final HttpString AFTER = new HttpString("x-headroom-tokens-after");
    private static final HttpString SAVED = new HttpString("x-headroom-tokens-saved");
    private static final HttpString TRANSFORMS = new HttpString("x-headroom-transforms");
    private static final HttpString OVERHEAD = new HttpString("x-headroom-overhead-ms");
    private static final HttpString BYPASSED = new HttpString("x-headroom-bypassed");

    private ResponseFields() {}

    static void set(ClientExchange exchange, ResponseHead head, boolean modelCall) {
        HttpServerExchange server = exchange.server();
        server.setStatusCode(head.status());
        if (!head.reason().isEmpty()) {
            server.setReasonPhrase(head.reason());
        }
        HeaderMap fields = server.getResponseHeaders();
        for (Header header : HopByHop.response(head.headers())) {
            fields.add(new HttpString(header.name()), header.value());
        }
        fields.put(ClientExchange.REQUEST_ID, exchange.head().requestId());
        exchange.progress().bypassed().ifPresent(reason -> fields.put(BYPASSED, reason));
        if (modelCall) {
            figures(exchange.progress(), fields);
        }
    }

    private static void figures(Progress progress, HeaderMap fields) {
        Exchange.Compression compression = progress.compression();
        fields.put(BEFORE, compression.tokensBefore());
        fields.put(AFTER, compression.tokensAfter());
        fields.put(SAVED, compression.tokensBefore() - compression.tokensAfter());
        if (!compression.compressors().isEmpty()) {
            fields.put(TRANSFORMS, String.join(",", compression.compressors()));
        }
        fields.put(OVERHEAD, millis(progress.overhead().toNanos() / 1000));
    }

    /** By hand: a format costs more than all the rest of the head. */
    private static String millis(long micros) {
        String fraction = Long.toString(1000 + micros % 1000);
        return micros / 1000 + "." + fraction.substring(1);
    }
}
