package io.headroom.proxy.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Address ranges in CIDR notation. Immutable. */
public final class PeerRanges {
    private final List<Range> ranges;

    private PeerRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** One range: an address and how many of its first bits count. */
    public record Range(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            int mask = 0xff00 >> rest & 0xff;
            return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
        }
    }

    /** Takes texts; what is no range is left out, so check with {@link #parse} first. */
    public static PeerRanges of(List<String> texts) {
        List<Range> ranges = new ArrayList<>();
        texts.forEach(text -> parse(text).ifPresent(ranges::add));
        return new PeerRanges(ranges);
    }

    /** Reads a range such as {@code 172.17.0.0/16}, or a single address. */
    public static Optional<Range> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = LoopbackName.literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = address.get().getAddress();
        String bits = slash < 0 ? String.valueOf(bytes.length * 8) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > bytes.length * 8) {
            return Optional.empty();
        }
        return Optional.of(new Range(bytes, Integer.parseInt(bits)));
    }

    /** Whether one of the ranges contains an address; an IPv4 address mapped into IPv6 counts as the IPv4 address. */
    public boolean contains(InetAddress address) {
        byte[] bytes = unmapped(address.getAddress());
        return ranges.stream().anyMatch(range -> range.contains(bytes));
    }

    /** The four bytes of an IPv4 address that is written as {@code ::ffff:a.b.c.d}; other addresses as they are. */
    public static byte[] unmapped(byte[] bytes) {
        boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; mapped && i < 10; i++) {
            mapped = bytes[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
    }
}
