/** Compresses logs, search results, listings, test and build output, and diffs. */
module io.headroom.compress.text {
    requires io.headroom.api;
    requires static org.jspecify;
}
