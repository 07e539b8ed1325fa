package io.headroom.cli.wrap;

import io.headroom.deploy.identity.Instance;
import java.util.List;
import java.util.Optional;

/**
 * What a tool is to be run behind.
 *
 * @param port the port that its address names
 * @param instance the proven proxy there; empty if there is none and the tool goes to its provider directly
 * @param owner whether the proxy is an ephemeral one, and how it is started again
 * @param reason why there is none, in words that fit into brackets; otherwise empty
 */
record Behind(int port, Optional<Instance> instance, Optional<Restart> owner, String reason) {
    /**
     * How an ephemeral proxy is started again.
     *
     * @param flags its further options
     */
    record Restart(List<String> flags) {
        Restart {
            flags = List.copyOf(flags);
        }
    }

    /** A proven proxy that somebody else keeps running. */
    static Behind deployed(Instance instance) {
        return new Behind(instance.port(), Optional.of(instance), Optional.empty(), "");
    }

    /** A proven proxy of our own kind. */
    static Behind ephemeral(Instance instance, List<String> flags) {
        return new Behind(instance.port(), Optional.of(instance), Optional.of(new Restart(flags)), "");
    }

    /** No proxy. */
    static Behind nothing(int port, String reason) {
        return new Behind(port, Optional.empty(), Optional.empty(), reason);
    }
}
