/** The embeddable proxy. */
module io.headroom.proxy {
    requires transitive io.headroom.api;
    requires transitive io.headroom.compress;
    // File-name modules: they are named after their jars.
    requires aircompressor;
    requires dec;
    requires undertow.core;
    requires xnio.api;
    // jboss-threads, an automatic module, needs sun.misc.Unsafe but cannot say so.
    requires jdk.unsupported;
    // Undertow needs it; an automatic module pulls in no explicit one.
    requires org.jboss.logging;
    requires org.tomlj;
    requires tools.jackson.core;
    requires static transitive org.jspecify;

    exports io.headroom.proxy;
}
