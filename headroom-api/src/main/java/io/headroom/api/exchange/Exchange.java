package io.headroom.api.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One finished exchange, as an observer may see it: no body, no query, secrets in headers replaced.
 *
 * @param requestId the id that the client got as {@code x-headroom-request-id}
 * @param at when the request arrived
 * @param method the request's method
 * @param path the raw path, without the query
 * @param dialect the dialect, if it was a model call
 * @param upstream the name of the upstream, if one was chosen
 * @param model the model, if the body told it
 * @param status the status that the client got; 0 if it went before one was sent
 * @param compression what compression did
 * @param usage what the provider reported
 * @param timing how long it took
 * @param requestHeaders the request's headers, redacted
 * @param error what ended the exchange early, if anything did
 */
public record Exchange(
        String requestId,
        Instant at,
        String method,
        String path,
        Optional<String> dialect,
        Optional<String> upstream,
        Optional<String> model,
        int status,
        Compression compression,
        Usage usage,
        Timing timing,
        List<Header> requestHeaders,
        Optional<String> error) {
    public Exchange {
        requestHeaders = List.copyOf(requestHeaders);
    }

    /**
     * What compression did to the request.
     *
     * @param bypassed why the body was not read or not changed, if so
     * @param tokensBefore the tokens of the eligible texts, as counted
     * @param tokensAfter the tokens of what was sent instead
     * @param spans how many eligible texts there were
     * @param changed how many of them were replaced
     * @param compressors the ids of the compressors whose forms were used, without repetition
     */
    public record Compression(
            Optional<String> bypassed,
            long tokensBefore,
            long tokensAfter,
            int spans,
            int changed,
            List<String> compressors) {
        private static final Compression NONE = new Compression(Optional.empty(), 0, 0, 0, 0, List.of());

        public Compression {
            compressors = List.copyOf(compressors);
        }

        /**
         * Nothing was eligible.
         *
         * @return the empty value
         */
        public static Compression none() {
            return NONE;
        }
    }

    /**
     * Durations from the accepted request on.
     *
     * @param overhead until the request was sent on, less the time it took to arrive
     * @param firstByte until the first byte of the answer came; empty if none came
     * @param total until the last byte was sent
     */
    public record Timing(Duration overhead, Optional<Duration> firstByte, Duration total) {}
}
