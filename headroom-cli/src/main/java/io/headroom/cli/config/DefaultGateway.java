package io.headroom.cli.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of this machine's default gateways, as Linux lists them below {@code /proc/net} (man page proc_pid_net). Inside a
 * container that is the host, which is where requests from the host seem to come from. Elsewhere there are none to be found.
 */
final class DefaultGateway {
    private static final int GATEWAY_FLAG = 2;

    private final Path net;

    DefaultGateway(Path net) {
        this.net = net;
    }

    /** The addresses, those of IPv4 first. */
    List<String> addresses() {
        List<String> found = new ArrayList<>();
        for (String line : lines("route")) {
            String[] fields = line.split("\\s+");
            boolean everywhere = fields.length > 7 && fields[1].equals("00000000") && fields[7].equals("00000000");
            if (everywhere && (Integer.parseInt(fields[3], 16) & GATEWAY_FLAG) != 0) {
                // The kernel prints the number as this machine reads the four bytes.
                ByteBuffer address = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
                add(
                        found,
                        address.putInt(Integer.parseUnsignedInt(fields[2], 16)).array());
            }
        }
        for (String line : lines("ipv6_route")) {
            String[] fields = line.split("\\s+");
            boolean everywhere = fields.length > 8 && fields[0].matches("0{32}") && fields[1].equals("00");
            if (everywhere && !fields[4].matches("0{32}") && (Long.parseLong(fields[8], 16) & GATEWAY_FLAG) != 0) {
                add(found, bytes(fields[4]));
            }
        }
        return found;
    }

    private List<String> lines(String name) {
        try {
            return Files.readAllLines(net.resolve(name), StandardCharsets.US_ASCII);
        } catch (IOException notLinux) {
            return List.of();
        }
    }

    private static void add(List<String> found, byte[] address) {
        try {
            String text = InetAddress.getByAddress(address).getHostAddress();
            if (!found.contains(text)) {
                found.add(text);
            }
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of a wrong length", impossible);
        }
    }

    private static byte[] bytes(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }
}
