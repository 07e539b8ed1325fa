package io.headroom.proxy;

import java.net.URI;
import java.util.List;

/**
 * A look at a running proxy.
 *
 * @param state what it is doing
 * @param baseUri the address that clients use
 * @param identity who it is
 * @param exchanges how many exchanges are under way
 * @param bufferedBytes how many bytes of request bodies are held in memory
 * @param troubles what does not work at present, in words
 */
public record ProxyStatus(
        ProxyState state,
        URI baseUri,
        ProxyIdentity identity,
        int exchanges,
        long bufferedBytes,
        List<String> troubles) {
    /** Copies the list. */
    public ProxyStatus {
        troubles = List.copyOf(troubles);
    }
}
