package io.headroom.proxy.health;

import java.util.Map;
import java.util.Optional;

/** Asks upstreams whether they can be reached. It makes connections, so it is used only where somebody asks for that. Thread-safe. */
@FunctionalInterface
public interface UpstreamProbe {
    /** What is wrong with each upstream, by name; empty where nothing is. Blocks for some seconds at most. */
    Map<String, Optional<String>> probe();
}
