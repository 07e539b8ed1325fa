package io.headroom.proxy.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PX-205")
class LeasesTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Leases leases = new Leases(clock::get);

    @Test
    @DisplayName("PX-205: a lease that is not renewed is void after 90 s, one that is renewed holds")
    void becomesVoid() {
        leases.renew("a");
        leases.renew("b");
        clock.addAndGet(Leases.VOID_AFTER.toNanos());
        leases.renew("b");
        assertEquals(2, leases.count());

        clock.addAndGet(1);

        assertEquals(1, leases.count());
    }

    @Test
    @DisplayName("PX-205: what is given back is not held, whoever else holds goes on")
    void isGivenBack() {
        leases.renew("a");
        leases.renew("b");

        leases.giveBack("a");
        leases.giveBack("a");

        assertEquals(1, leases.count());
    }

    @Test
    @DisplayName("made-up ids do not fill the memory, and known holders can still renew")
    void isBounded() {
        int id = 0;
        while (leases.renew("id-" + id)) {
            id++;
        }

        assertEquals(10_000, leases.count());
        assertFalse(leases.renew("one-more"));
        assertEquals(true, leases.renew("id-7"));
    }
}
