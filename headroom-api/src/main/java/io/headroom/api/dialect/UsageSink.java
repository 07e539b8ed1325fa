package io.headroom.api.dialect;

/**
 * Receives the token figures that a provider reports. Later calls overwrite earlier ones of the same kind, since streams report running
 * totals. What a provider does not report is not called, and stays unknown.
 */
public interface UsageSink {
    /**
     * Input tokens that were neither read from nor written to a cache.
     *
     * @param tokens the number
     */
    void freshInput(long tokens);

    /**
     * Input tokens read from the provider's prompt cache.
     *
     * @param tokens the number
     */
    void cacheRead(long tokens);

    /**
     * Input tokens written to the provider's prompt cache.
     *
     * @param tokens the number
     */
    void cacheWrite(long tokens);

    /**
     * Output tokens, reasoning included.
     *
     * @param tokens the number
     */
    void output(long tokens);
}
