/** Compresses JSON and other structured data. */
module io.headroom.compress.json {
    requires io.headroom.api;
    requires static org.jspecify;
}
