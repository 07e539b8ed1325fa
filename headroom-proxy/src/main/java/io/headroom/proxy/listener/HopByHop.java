package io.headroom.proxy.listener;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells end-to-end fields from those between neighbours (RFC 9110, section 7.6.1), and our own fields from the client's. Nothing is ever
 * added here.
 */
final class HopByHop {
    private static final Set<String> BETWEEN_NEIGHBOURS =
            Set.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "http2-settings");

    private static final Set<String> REQUEST_ONLY = Set.of("host", "expect", "content-length");

    private HopByHop() {}

    /** What of a request goes to the upstream; host and body length are written by whoever sends it. */
    static List<Header> request(HeaderFields headers) {
        return endToEnd(headers, REQUEST_ONLY);
    }

    /** What of a response goes to the client, {@code Content-Length} included. */
    static List<Header> response(HeaderFields headers) {
        return endToEnd(headers, Set.of());
    }

    private static List<Header> endToEnd(HeaderFields headers, Set<String> more) {
        Set<String> named = new HashSet<>();
        for (String value : headers.all("Connection")) {
            for (String token : value.split(",", -1)) {
                named.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        List<Header> kept = new ArrayList<>(headers.fields().size());
        for (Header header : headers.fields()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!BETWEEN_NEIGHBOURS.contains(name)
                    && !more.contains(name)
                    && !name.startsWith("proxy-")
                    && !name.startsWith("x-headroom-")
                    && !(named.contains(name) && !name.equals("content-length"))) {
                kept.add(header);
            }
        }
        return kept;
    }
}
