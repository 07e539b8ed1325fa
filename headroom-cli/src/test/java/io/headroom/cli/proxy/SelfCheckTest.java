package io.headroom.cli.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PX-207")
class SelfCheckTest {
    @Test
    void givesUpAfterThreeFailuresInARow() {
        assertEquals(1, givenUp(false, false, false));
        assertEquals(0, givenUp(false, false, true, false, false));
        assertEquals(1, givenUp(true, false, false, false, false));
    }

    @Test
    void aPortWithoutAListenerIsNoSignOfLife() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertFalse(new LiveProbe(URI.create("http://127.0.0.1:" + port)).getAsBoolean());
    }

    @Test
    @Tag("PX-203")
    void theFirstSignalDrainsAndFurtherOnesCut() throws InterruptedException {
        CountDownLatch drained = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(2);
        StopSignals signals = new StopSignals(drained::countDown, cut::countDown);

        signals.receive();
        assertTrue(drained.await(10, TimeUnit.SECONDS));
        assertEquals(2, cut.getCount());
        signals.receive();
        signals.receive();
        assertTrue(cut.await(10, TimeUnit.SECONDS));
    }

    private static int givenUp(Boolean... answers) {
        Deque<Boolean> left = new ArrayDeque<>(List.of(answers));
        AtomicInteger count = new AtomicInteger();
        SelfCheck check = new SelfCheck(left::pop, count::incrementAndGet);
        for (int i = 0; i < answers.length; i++) {
            check.check();
        }
        return count.get();
    }
}
