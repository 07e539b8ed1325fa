/** Compresses JSON and texts that are tables. */
module io.headroom.compress.json {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.compress.Compressor with
            io.headroom.compress.json.JsonCompressor,
            io.headroom.compress.json.grid.GridCompressor;
}
