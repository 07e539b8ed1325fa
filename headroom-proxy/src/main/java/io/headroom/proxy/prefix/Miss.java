package io.headroom.proxy.prefix;

import java.util.OptionalInt;

/**
 * A prompt cache that was not read as far as it could have been.
 *
 * @param cause why
 * @param part the first part of the prompt that is not as before, counted from 0 over tools, system and messages, if there is one
 * @param offset where that part begins in the body that came, if it is there at all
 * @param promised the tokens that the exchange before left in the cache
 * @param read the tokens that were read from it
 */
public record Miss(MissCause cause, OptionalInt part, OptionalInt offset, long promised, long read) {}
