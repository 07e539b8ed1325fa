/** The compression engine: detection, choice, verification, token counts and originals. */
@org.jspecify.annotations.NullMarked
module io.headroom.compress {
    requires transitive io.headroom.api;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    // Its automatic module is named in its manifest.
    requires org.postgresql.jdbc;
    // File-name modules: they are named after their jars.
    requires jtokkit;
    requires re2j;
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
