package io.headroom.api.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    @Test
    @DisplayName("P10: what a provider did not report stays unknown")
    void unknownUsageIsNotZero() {
        assertEquals(OptionalLong.empty(), Usage.unknown().output());
        assertEquals(0, Exchange.Compression.none().changed());
        assertTrue(Exchange.Compression.none().bypassed().isEmpty());
    }

    @Test
    void aRequestKeepsItsOwnHeaders() {
        List<Header> headers = new ArrayList<>(List.of(new Header("accept", "*/*")));

        UpstreamAuth.Request request = new UpstreamAuth.Request("GET", URI.create("https://a.example/"), headers, "");
        headers.clear();

        assertEquals(1, request.headers().size());
        assertThrows(NullPointerException.class, () -> new Header("a", null));
    }

    @Test
    void anObserverIsNamedByItsClass() {
        ExchangeObserver observer = new Recording();

        assertEquals(Recording.class.getName(), observer.id());
    }

    private static final class Recording implements ExchangeObserver {
        @Override
        public void finished(Exchange exchange) {
            throw new UnsupportedOperationException("never called here");
        }
    }
}
