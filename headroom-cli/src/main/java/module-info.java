/** The command line. */
module io.headroom.cli {
    // Guice needs it; an automatic module pulls in no explicit one.
    requires com.google.common;
    requires com.google.guice;
    requires info.picocli;
    requires io.headroom.deploy;
    requires io.headroom.proxy;
    requires io.headroom.workload;
    requires jakarta.inject;
    // What libraries log ends in the JDK's own logging.
    requires java.logging;
    // The stand-in upstream of the demonstration.
    requires jdk.httpserver;
    // SIGTERM and SIGINT.
    requires jdk.unsupported;
    // Static: only "headroom mcp" has the MCP SDK on its module path, so that no other command waits for it.
    requires static io.modelcontextprotocol.sdk.mcp.core;
    requires static io.modelcontextprotocol.sdk.mcp.json.jackson3;
    requires static org.jspecify;
    requires static org.reactivestreams;
    requires static reactor.core;
    requires tools.jackson.core;

    // Commands have annotated fields, which picocli sets.
    opens io.headroom.cli to
            info.picocli;
    opens io.headroom.cli.completion to
            info.picocli;
    opens io.headroom.cli.compress to
            info.picocli;
    opens io.headroom.cli.config to
            info.picocli;
    opens io.headroom.cli.demo to
            info.picocli;
    opens io.headroom.cli.doctor to
            info.picocli;
    opens io.headroom.cli.eval to
            info.picocli;
    opens io.headroom.cli.install to
            info.picocli;
    opens io.headroom.cli.mcp to
            info.picocli;
    opens io.headroom.cli.plugins to
            info.picocli;
    opens io.headroom.cli.original to
            info.picocli;
    opens io.headroom.cli.proxy to
            com.google.guice,
            info.picocli;
    opens io.headroom.cli.shell to
            info.picocli;
    opens io.headroom.cli.unwrap to
            info.picocli;
    opens io.headroom.cli.wrap to
            info.picocli;
}
