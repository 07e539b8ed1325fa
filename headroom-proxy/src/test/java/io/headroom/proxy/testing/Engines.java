package io.headroom.proxy.testing;

import io.headroom.compress.EngineStatus;
import java.util.List;
import java.util.Map;

/** States of a compression engine. */
public final class Engines {
    private Engines() {}

    public static EngineStatus warm() {
        return status(true, List.of(), List.of());
    }

    public static EngineStatus status(boolean warm, List<String> openBreakers, List<String> troubles) {
        return new EngineStatus(
                warm,
                Map.of("json-table", Map.of("ok", 2L), "", Map.of("not_claimed", 1L)),
                5,
                0,
                1,
                2,
                4,
                3,
                openBreakers,
                troubles);
    }
}
