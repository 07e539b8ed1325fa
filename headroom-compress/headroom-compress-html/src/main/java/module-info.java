/** Shortens web pages to their text. */
module io.headroom.compress.html {
    requires io.headroom.api;
    requires static org.jspecify;
    requires org.jsoup;

    provides io.headroom.api.compress.Compressor with
            io.headroom.compress.html.HtmlCompressor;
}
