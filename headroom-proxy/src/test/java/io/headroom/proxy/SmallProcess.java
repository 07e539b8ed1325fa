package io.headroom.proxy;

import java.net.URI;

/** A process with nothing but a proxy, for tests that look at one from outside. */
public final class SmallProcess {
    private SmallProcess() {}

    /** Starts a proxy, prints its port, and runs until it is killed. */
    public static void main(String... arguments) throws Exception {
        try (HeadroomProxy proxy = start(URI.create(arguments[0]))) {
            System.out.println(proxy.baseUri().getPort());
            proxy.awaitTermination();
        }
    }

    /** Starts a proxy. */
    public static HeadroomProxy start(URI upstream) throws ProxyStartException {
        return HeadroomProxy.builder()
                .bind("127.0.0.1", 0)
                .upstream("anthropic", upstream)
                .stateless()
                .start();
    }
}
