package io.headroom.proxy.upstream;

import io.headroom.proxy.http.HeaderFields;

/**
 * The head of a response as it came.
 *
 * @param http11 whether the upstream speaks HTTP/1.1 rather than 1.0
 * @param status the status code
 * @param reason the reason phrase, often empty
 * @param headers the fields
 */
public record ResponseHead(boolean http11, int status, String reason, HeaderFields headers) {}
