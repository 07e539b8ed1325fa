package io.headroom.proxy.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP proxy that leads to upstreams, and the hosts that are reached without it. Loopback hosts always are.
 *
 * @param host the proxy's host
 * @param port its port
 * @param authorization the value of {@code Proxy-Authorization}, if the proxy asks for credentials
 * @param exceptions names, suffixes with or without a leading dot, addresses, CIDR ranges, or {@code *}
 */
public record ProxyRoute(String host, int port, Optional<String> authorization, List<String> exceptions) {
    /** Copies the list. */
    public ProxyRoute {
        exceptions = List.copyOf(exceptions);
    }

    /** Reads a proxy's URL, such as {@code http://user:password@proxy:3128}; the scheme may be missing. */
    public static ProxyRoute of(String url, List<String> exceptions) {
        URI uri = URI.create(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() == null
                || !"http".equalsIgnoreCase(uri.getScheme())
                || uri.getPort() == 0
                || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("not the URL of an HTTP proxy: http://host:port");
        }
        Optional<String> authorization = Optional.ofNullable(uri.getUserInfo())
                .map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        return new ProxyRoute(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), authorization, exceptions);
    }

    /** Whether an origin is reached through the proxy. No name is looked up. */
    boolean leadsTo(Origin origin) {
        String name = origin.host().toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return false;
        }
        Optional<byte[]> address = literal(name);
        if (address.isPresent() && loopback(address.get())) {
            return false;
        }
        return exceptions.stream().noneMatch(exception -> covers(exception.strip(), name, address));
    }

    private static boolean covers(String exception, String name, Optional<byte[]> address) {
        if (exception.equals("*")) {
            return true;
        }
        int slash = exception.indexOf('/');
        if (slash > 0) {
            return address.isPresent() && inRange(exception, slash, address.get());
        }
        String suffix =
                exception.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "").replaceFirst(":[0-9]+$", "");
        return !suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix));
    }

    private static boolean inRange(String range, int slash, byte[] address) {
        Optional<byte[]> network = literal(range.substring(0, slash));
        String bits = range.substring(slash + 1);
        if (network.isEmpty() || network.get().length != address.length || !bits.matches("[0-9]{1,3}")) {
            return false;
        }
        int length = Math.min(Integer.parseInt(bits), 8 * address.length);
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network.get()[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of an address; empty for a name. */
    private static Optional<byte[]> literal(String host) {
        if (!host.matches("[0-9.]+") && host.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean loopback(byte[] address) {
        try {
            return InetAddress.getByAddress(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of a wrong length", e);
        }
    }
}
