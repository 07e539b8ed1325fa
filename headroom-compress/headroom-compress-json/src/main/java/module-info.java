/** Compresses JSON and other structured data. */
module io.headroom.compress.json {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.compress.Compressor with
            io.headroom.compress.json.JsonCompressor;
}
