/** Compresses logs, search results, listings, test and build output, and diffs. */
module io.headroom.compress.text {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.compress.Compressor with
            io.headroom.compress.text.TextCompressor;
}
