/** Shortens source code to outlines. */
module io.headroom.compress.code {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.compress.Compressor with
            io.headroom.compress.code.CodeCompressor;
}
