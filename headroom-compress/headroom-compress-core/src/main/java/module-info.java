/** The compression engine: detection, choice, verification, token counts and originals. */
@org.jspecify.annotations.NullMarked
module io.headroom.compress {
    requires transitive io.headroom.api;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    // A file-name module: it is named after its jar.
    requires jtokkit;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports io.headroom.compress;
    exports io.headroom.compress.message;
    exports io.headroom.compress.retrieve;

    provides io.headroom.api.dialect.Dialect with
            io.headroom.compress.dialect.AnthropicMessages,
            io.headroom.compress.dialect.Gemini,
            io.headroom.compress.dialect.OpenAiChat,
            io.headroom.compress.dialect.OpenAiResponses;
    provides io.headroom.api.token.TokenCounter with
            io.headroom.compress.token.JtokkitTokenCounter;
}
