package io.headroom.proxy.upstream;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;

/**
 * The addresses of this machine by which the world outside is reached. Those that every new container or bridge brings along are not among
 * them.
 */
final class LocalAddresses {
    private LocalAddresses() {}

    /** The addresses now; none if the system does not tell. */
    static Set<InetAddress> now() {
        Set<InetAddress> found = new HashSet<>();
        try {
            Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
            while (interfaces.hasMoreElements()) {
                for (InterfaceAddress address : interfaces.nextElement().getInterfaceAddresses()) {
                    InetAddress own = address.getAddress();
                    if (own != null && !own.isLoopbackAddress() && !own.isLinkLocalAddress()) {
                        found.add(own);
                    }
                }
            }
        } catch (SocketException e) {
            // No interface at all, or none that we may see: nothing that could change.
            return Set.of();
        }
        return found;
    }
}
