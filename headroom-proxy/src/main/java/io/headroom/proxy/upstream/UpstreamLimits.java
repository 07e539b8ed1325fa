package io.headroom.proxy.upstream;

import java.time.Duration;

/**
 * Times and numbers of the upstream client.
 *
 * @param connect until a connection stands, TLS apart
 * @param responseHeader from the request's last byte until the response header
 * @param write the longest wait for the upstream to take bytes
 * @param requestBody the longest silence of a client that still has to send
 * @param keepAlive how long an idle connection is kept
 * @param connections how many connections there may be at once
 * @param idle how many of them may be idle
 * @param attempts how often a request that cannot have been accepted is tried
 * @param silence after which a shared connection is asked whether it is still there before it gets a request
 */
public record UpstreamLimits(
        Duration connect,
        Duration responseHeader,
        Duration write,
        Duration requestBody,
        Duration keepAlive,
        int connections,
        int idle,
        int attempts,
        Duration silence) {
    /** The defaults of the settings. */
    public static UpstreamLimits defaults() {
        return new UpstreamLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(600),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                4096,
                100,
                3,
                Duration.ofSeconds(10));
    }
}
