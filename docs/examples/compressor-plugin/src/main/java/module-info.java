/** A compressor for texts in which lines follow themselves. */
module org.example.repeats {
    requires io.headroom.api;

    provides io.headroom.api.compress.Compressor with
            org.example.repeats.RepeatsCompressor;
}
