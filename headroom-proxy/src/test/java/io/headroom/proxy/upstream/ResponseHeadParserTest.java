package io.headroom.proxy.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadParserTest {
    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsByteByByteAndLeavesTheBody() throws Exception {
        String head = "\r\nHTTP/1.1 529 \r\nA: 1\r\na:2 \r\nB:\t caf\u00e9:x \r\nEmpty:\r\n\r\n";
        ResponseHeadParser parser = new ResponseHeadParser();
        Optional<ResponseHead> result = Optional.empty();
        for (char one : head.toCharArray()) {
            assertTrue(result.isEmpty());
            result = parser.feed(bytes(String.valueOf(one)));
        }

        ResponseHead parsed = result.orElseThrow();
        assertEquals(529, parsed.status());
        assertEquals("", parsed.reason());
        assertEquals(List.of("1", "2"), parsed.headers().all("A"));
        assertEquals("caf\u00e9:x", parsed.headers().first("b").orElseThrow());
        assertEquals("", parsed.headers().first("empty").orElseThrow());
    }

    @Test
    void leavesWhatFollows() throws Exception {
        ByteBuffer in = bytes("HTTP/1.0 200 Very OK\nA: b\n\nbody");

        ResponseHead head = new ResponseHeadParser().feed(in).orElseThrow();

        assertFalse(head.http11());
        assertEquals("Very OK", head.reason());
        assertEquals(4, in.remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: b\r\n\r\n",
                "\u0016\u0003\u0001 garbage\r\n\r\n"
            })
    void refusesWhatIsNoResponse(String text) {
        assertThrows(ProtocolException.class, () -> new ResponseHeadParser().feed(bytes(text)));
    }

    @Test
    void refusesAHeadWithoutEnd() {
        ResponseHeadParser parser = new ResponseHeadParser();

        assertThrows(ProtocolException.class, () -> {
            for (int i = 0; i < 300; i++) {
                parser.feed(bytes("A: " + "x".repeat(1000) + "\r\n"));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1\r\nContent-Length: 2\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 1,1\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
            })
    void ambiguousFramingIsRefused(String fields) throws Exception {
        ResponseHead head = new ResponseHeadParser()
                .feed(bytes("HTTP/1.1 200 OK\r\n" + fields + "\r\n"))
                .orElseThrow();

        assertThrows(ProtocolException.class, () -> Framing.of("GET", head));
    }
}
