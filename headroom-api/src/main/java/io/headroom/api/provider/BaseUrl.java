package io.headroom.api.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A base URL that a user wrote, in the form in which such values are compared: scheme and host in lower case, every name of the loopback
 * interface as {@code 127.0.0.1}, the default port spelled out, no trailing slash, no credentials.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host, in lower case
 * @param port the port
 * @param path the path as written, without trailing slashes; empty for none
 */
public record BaseUrl(String scheme, String host, int port, String path) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final List<String> API_PATHS = List.of("/v1", "/v1beta", "/backend-api/codex", "/backend-api");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads a value.
     *
     * @param value what the user wrote
     * @return the URL; empty if it is no absolute HTTP URL
     */
    public static Optional<BaseUrl> of(String value) {
        try {
            URI uri = new URI(value.strip());
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return Optional.empty();
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT);
            int standard = scheme.equals("http") ? HTTP : HTTPS;
            String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
            return Optional.of(new BaseUrl(
                    scheme,
                    LOOPBACK.contains(host) ? "127.0.0.1" : host,
                    uri.getPort() < 0 ? standard : uri.getPort(),
                    path));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether two values name the same place.
     *
     * @param one what a user wrote
     * @param other the same
     * @return whether they are equal as base URLs; false if one is no URL
     */
    public static boolean same(String one, String other) {
        Optional<BaseUrl> url = of(one);
        return url.isPresent() && url.equals(of(other));
    }

    /**
     * The end of a base URL that belongs to the API and not to its place, and that a tool's address of the proxy has to end in, too.
     *
     * @param value what a user wrote
     * @return {@code /v1}, {@code /v1beta}, {@code /backend-api/codex}, {@code /backend-api}, or empty
     */
    public static String apiPath(String value) {
        String url = withoutSlash(value);
        return API_PATHS.stream().filter(url::endsWith).findFirst().orElse("");
    }

    /**
     * A base URL as an upstream of the proxy: a prefix is kept, the path of the API is not.
     *
     * @param value what a user wrote
     * @return the value without trailing slashes and {@link #apiPath}
     */
    public static String upstream(String value) {
        String url = withoutSlash(value);
        return withoutSlash(url.substring(0, url.length() - apiPath(url).length()));
    }

    private static String withoutSlash(String value) {
        return value.strip().replaceAll("/+$", "");
    }

    /**
     * A value as it may be shown.
     *
     * @param value what a user wrote
     * @return the value with {@code ***} for credentials
     */
    public static String masked(String value) {
        return value.replaceFirst("(?<=//)[^/@\\s]*@", "***@");
    }

    /**
     * Whether this is a place on the same machine and port as another.
     *
     * @param other the other
     * @return whether host and port are equal
     */
    public boolean sameListener(BaseUrl other) {
        return host.equals(other.host) && port == other.port;
    }

    /**
     * Whether this is a place on this machine.
     *
     * @return whether the host is the loopback interface
     */
    public boolean isLoopback() {
        return host.equals("127.0.0.1");
    }
}
