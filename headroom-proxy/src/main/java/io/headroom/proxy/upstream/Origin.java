package io.headroom.proxy.upstream;

import java.net.URI;
import java.util.Locale;

/**
 * What connections are pooled by.
 *
 * @param secure whether the connection is encrypted
 * @param host the host's name or address; IPv6 addresses without brackets
 * @param port the port
 */
public record Origin(boolean secure, String host, int port) {
    /** The origin of an absolute {@code http} or {@code https} URI. */
    public static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (uri.getHost() == null || !(secure || scheme.equals("http"))) {
            throw new IllegalArgumentException("not an http or https URL: " + uri);
        }
        String host = uri.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Origin(secure, host, uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80);
    }

    /** The value of {@code Host}: without the port where it is the scheme's own. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /** The origin as the target of a CONNECT request: always with the port. */
    String tunnelTarget() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }
}
