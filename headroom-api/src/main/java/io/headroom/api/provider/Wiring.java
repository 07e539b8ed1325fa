package io.headroom.api.provider;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a tool is to be wired to, and how.
 *
 * @param purpose for good, or for one run
 * @param profile the deployment profile
 * @param scope how far wiring may reach
 * @param proxy the proxy's base URL, with the address {@code 127.0.0.1} and no trailing slash
 * @param launcher the absolute path of the {@code headroom} command
 * @param project the project that requests are attributed to; empty for none
 * @param found the base URLs that were configured before
 * @param upstreams where the proxy forwards to, by upstream name
 * @param options what the user asked for
 */
public record Wiring(
        Purpose purpose,
        String profile,
        Scope scope,
        URI proxy,
        Path launcher,
        String project,
        List<FoundBaseUrl> found,
        Map<String, URI> upstreams,
        Set<Option> options) {
    /** For how long a tool is wired. */
    public enum Purpose {
        /** Until the deployment is removed. */
        INSTALL,
        /** For one run of the tool. */
        WRAP
    }

    /** What the user may ask for. */
    public enum Option {
        /** A base URL found before becomes the proxy's upstream. */
        CHAIN,
        /** A base URL found before is replaced, and kept for the way back. */
        REPLACE_BASE_URL,
        /** The retrieval tool is registered with the tool. */
        MCP,
        /** The retrieval command is allowed without asking. */
        ALLOW_RETRIEVE,
        /** Switches of the tool that only improve it are left alone. */
        NO_CLIENT_SWITCHES
    }

    /**
     * A base URL that was configured before.
     *
     * @param target the tool's id
     * @param url the value as it stands there
     * @param place the file with line, or the variable
     */
    public record FoundBaseUrl(String target, String url, String place) {}

    public Wiring {
        found = List.copyOf(found);
        upstreams = Map.copyOf(upstreams);
        options = Set.copyOf(options);
    }

    /**
     * The proxy's address with a path, as tools expect it.
     *
     * @param path starts with a slash, such as {@code /v1}; empty for the bare address
     * @return the base URL
     */
    public String baseUrl(String path) {
        return proxy + path;
    }
}
