package io.headroom.proxy.address;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** URLs of upstreams, and the origins by which they are compared. */
public final class BaseUrl {
    private BaseUrl() {}

    /** Reads a base URL; a trailing {@code /} or {@code /v1} is dropped, any other path prefix is kept. */
    public static URI parse(String text) throws URISyntaxException {
        URI uri = new URI(text.strip());
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new URISyntaxException(text, "not an http or https URL");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new URISyntaxException(text, "no host in the URL");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new URISyntaxException(text, "no user, query or fragment may stand in the URL");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        path = withoutSlash(path);
        if (path.equals("/v1") || path.endsWith("/v1")) {
            path = withoutSlash(path.substring(0, path.length() - "/v1".length()));
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return new URI(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port + path);
    }

    /** The origin of a URL, with the port always written; empty if the text is no bare origin. */
    public static Optional<String> origin(String text) {
        try {
            URI uri = parse(text);
            boolean bare = uri.getRawPath().isEmpty() && !text.strip().matches("(?i).*/v1/?");
            return bare ? Optional.of(origin(uri)) : Optional.empty();
        } catch (URISyntaxException notAnOrigin) {
            return Optional.empty();
        }
    }

    /** The origin of a base URL, with the port always written. */
    public static String origin(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return uri.getScheme() + "://" + uri.getHost() + ":" + port;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? withoutSlash(path.substring(0, path.length() - 1)) : path;
    }
}
