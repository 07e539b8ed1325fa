package io.headroom.api.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WiredTest {
    @Test
    void aSkippedToolIsLeftAlone() {
        Wired skipped = Wired.skipped("no key").note("Set a key first");

        assertEquals(Optional.of("no key"), skipped.skipped());
        assertEquals(List.of("Set a key first"), skipped.notes());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Wired(List.of(), Map.of("A", "b"), List.of(), List.of(), Optional.of("no key")));
    }

    @Test
    void variablesKeepTheirOrder() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String name : List.of("Z", "A", "M", "B", "Y", "C")) {
            variables.put(name, "1");
        }

        Wired wired = Wired.by(variables);
        variables.clear();

        assertEquals(
                List.of("Z", "A", "M", "B", "Y", "C"),
                List.copyOf(wired.environment().keySet()));
        assertThrows(
                UnsupportedOperationException.class, () -> wired.environment().clear());
    }

    @Test
    void meansThatNeedWordsHaveThem() {
        assertThrows(IllegalArgumentException.class, () -> Capability.of(Capability.Means.NONE));
        assertThrows(IllegalArgumentException.class, () -> Capability.of(Capability.Means.BY_HAND));
        assertThrows(IllegalArgumentException.class, () -> new Capability(Capability.Means.FILE, "words"));
        assertEquals("", Capability.of(Capability.Means.FILE).text());
    }

    @Test
    void detectsByTheSearchPath() {
        FakeHost host = FakeHost.on(Machine.MACOS).withExecutable("lamp");

        Detection found = Detection.ofExecutable(host, "lamp");

        assertEquals(Detection.Presence.INSTALLED, found.presence());
        assertTrue(found.evidence().get(0).contains("/usr/local/bin/lamp"), found::toString);
        assertEquals(
                Detection.Presence.ABSENT, Detection.ofExecutable(host, "torch").presence());
    }

    @Test
    void wiringGivesBaseUrls() {
        Wiring wiring = new Wiring(
                Wiring.Purpose.INSTALL,
                "default",
                Scope.USER,
                URI.create("http://127.0.0.1:8787"),
                FakeHost.on(Machine.LINUX).resolve("/opt/headroom/bin/headroom"),
                "",
                List.of(),
                Map.of(),
                Set.of());

        assertEquals("http://127.0.0.1:8787/v1", wiring.baseUrl("/v1"));
        assertEquals("http://127.0.0.1:8787", wiring.baseUrl(""));
    }
}
