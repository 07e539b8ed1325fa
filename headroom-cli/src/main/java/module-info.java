/** The command line. */
module io.headroom.cli {
    // Guice needs it; an automatic module pulls in no explicit one.
    requires com.google.common;
    requires com.google.guice;
    requires info.picocli;
    requires io.headroom.proxy;
    requires jakarta.inject;
    requires static org.jspecify;
}
