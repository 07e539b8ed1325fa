package io.headroom.compress;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** Remembers the first form of each content (PX-504). */
public interface SettledForms extends AutoCloseable {
    /** @param key hex of content hash and policy key */
    Optional<Settled> find(String key);

    /** Stores what is not there yet, in one transaction; returns when durable against a kill of this process. */
    void settle(Collection<Settled> forms);

    /** What is wrong with the store, if anything. */
    Optional<String> trouble();

    @Override
    void close();

    static SettledForms inMemory() {
        throw new IllegalStateException("being written");
    }

    /** A SQLite database; several processes may share it. Never throws: a broken file becomes trouble. */
    static SettledForms sqlite(Path file) {
        throw new IllegalStateException("being written");
    }

    record Settled(
            String key,
            Reason reason,
            Optional<String> compressor,
            Optional<String> form,
            String fidelity,
            int tokensBefore,
            int tokensAfter) {}
}
