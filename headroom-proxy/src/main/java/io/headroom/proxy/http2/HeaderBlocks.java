package io.headroom.proxy.http2;

import io.headroom.api.exchange.Header;
import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackEncoder;
import io.undertow.protocols.http2.HpackException;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header compression of one connection, both ways (RFC 7541); what it remembers makes the order of calls matter. */
final class HeaderBlocks {
    /** The size of the table that both sides begin with; it is never made larger. */
    static final int TABLE = 4096;

    /** As for HTTP/1.1. */
    static final int MOST_BYTES = 256 * 1024;

    /** Kept out of the table: secrets, which RFC 7541 wants there least of all, and what is different each time. */
    private static final Set<String> NOT_REMEMBERED =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "content-length", ":path");

    private final HpackEncoder encoder = new HpackEncoder(TABLE, new Choices());
    private final HpackDecoder decoder = new HpackDecoder(TABLE);
    private int tableSize = TABLE;

    /** Follows the peer's wish for a smaller table. */
    void tableSize(long wanted) {
        int size = (int) Math.min(wanted, TABLE);
        if (size != tableSize) {
            tableSize = size;
            encoder.setMaxTableSize(size);
        }
    }

    byte[] encode(Http2Request request) {
        HeaderMap map = new HeaderMap();
        map.add(new HttpString(":method"), request.method());
        map.add(new HttpString(":scheme"), request.scheme());
        map.add(new HttpString(":authority"), request.authority());
        map.add(new HttpString(":path"), request.path());
        int size = 256 + request.authority().length() + request.path().length();
        for (Header header : request.fields()) {
            map.add(new HttpString(header.name()), header.value());
            size += 32 + header.name().length() + header.value().length();
        }
        ByteBuffer block = ByteBuffer.allocate(size);
        if (encoder.encode(map, block) != HpackEncoder.State.COMPLETE) {
            throw new IllegalStateException("a header block larger than the sum of its fields");
        }
        return Arrays.copyOf(block.array(), block.position());
    }

    List<Header> decode(byte[] block) throws Http2Fault {
        List<Header> fields = new ArrayList<>();
        long[] size = {0};
        decoder.setHeaderEmitter((name, value, neverIndex) -> {
            size[0] += 32L + name.length() + value.length();
            if (size[0] <= MOST_BYTES) {
                fields.add(new Header(name.toString(), singleBytes(value)));
            }
        });
        try {
            decoder.decode(ByteBuffer.wrap(block), false);
        } catch (HpackException | RuntimeException e) {
            throw new Http2Fault(ErrorCode.COMPRESSION_ERROR, "a header block that cannot be read: " + e.getMessage());
        }
        if (size[0] > MOST_BYTES) {
            throw new Http2Fault(ErrorCode.ENHANCE_YOUR_CALM, "response header over " + MOST_BYTES + " bytes");
        }
        return fields;
    }

    /** The decoder makes characters of signed bytes; a field is read as ISO 8859-1, like those of HTTP/1.1. */
    private static String singleBytes(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0xff) {
                char[] all = value.toCharArray();
                for (int k = i; k < all.length; k++) {
                    all[k] = (char) (all[k] & 0xff);
                }
                return new String(all);
            }
        }
        return value;
    }

    private static final class Choices implements HpackEncoder.HpackHeaderFunction {
        @Override
        public boolean shouldUseIndexing(HttpString name, String value) {
            return !NOT_REMEMBERED.contains(name.toString().toLowerCase(Locale.ROOT));
        }

        @Override
        public boolean shouldUseHuffman(HttpString name, String value) {
            return value.length() > 10;
        }

        @Override
        public boolean shouldUseHuffman(HttpString name) {
            return name.length() > 10;
        }
    }
}
