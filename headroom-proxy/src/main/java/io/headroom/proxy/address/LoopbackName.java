package io.headroom.proxy.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names and addresses of this machine itself, decided by their letters alone: no name is ever resolved, since a name that somebody else
 * controls may resolve to a loopback address (DNS rebinding).
 */
public final class LoopbackName {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private LoopbackName() {}

    /** Whether a host without port, with or without brackets, is {@code localhost} or a loopback address. */
    public static boolean matches(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        return literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** The address that a literal spells, with or without brackets; empty for names. */
    public static Optional<InetAddress> literal(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        boolean ipv6 = bare.indexOf(':') >= 0 && IPV6.matcher(bare).matches();
        if (!ipv6 && !IPV4.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException notALiteral) {
            return Optional.empty();
        }
    }
}
