package io.headroom.compress;

import io.headroom.api.compress.LeftOut;
import io.headroom.compress.store.Opened;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the first form that a content got, so that it is the same ever after: in the next turn, after a restart, after an upgrade.
 * The prompt caches of providers live on that. Implementations are thread-safe, wait briefly at most, and report trouble instead of
 * throwing it.
 */
public interface SettledForms extends AutoCloseable {
    /**
     * Finds a form.
     *
     * @param key hex of the content's hash, and the policy key
     * @return what was settled first, if anything was
     */
    Optional<Settled> find(String key);

    /**
     * Finds several forms at once.
     *
     * @param keys the keys
     * @return what was settled, by key; nothing for the other keys
     */
    default Map<String, Settled> findAll(Collection<String> keys) {
        Map<String, Settled> found = new LinkedHashMap<>();
        keys.forEach(key -> find(key).ifPresent(settled -> found.put(key, settled)));
        return found;
    }

    /**
     * Stores what is not there yet, in one transaction. Returns when the forms would survive a kill of this process, or when that takes
     * too long.
     *
     * @param forms the forms to be settled
     * @return the forms that were there before under the same keys and differ: they came first and are to be used
     */
    List<Settled> settle(Collection<Settled> forms);

    /**
     * What is wrong with the store.
     *
     * @return a sentence for a health report; empty if all is well
     */
    Optional<String> trouble();

    @Override
    void close();

    /**
     * Remembers until the process ends.
     *
     * @return a new, empty store of at most 64 MiB
     */
    static SettledForms inMemory() {
        return Opened.settledForms();
    }

    /**
     * Remembers in a SQLite database, which several processes may share. It is opened by the first use, in a thread of its own. Nothing
     * that is wrong with the file is ever thrown: a broken file is set aside and replaced, an unwritable one becomes
     * {@link #trouble()}.
     *
     * @param file the database file, made with rights for its owner alone if it is not there
     * @return the store
     */
    static SettledForms sqlite(Path file) {
        return Opened.settledForms(file);
    }

    /**
     * The form of a content.
     *
     * @param key hex of the content's hash, and the policy key
     * @param reason why the content was or was not replaced
     * @param compressor who made the form, if there is one
     * @param form the form; empty if the content stays as it is
     * @param fidelity what the form keeps, in lower case
     * @param tokensBefore the tokens of the content
     * @param tokensAfter the tokens of the form
     * @param leftOut what a lossy form does not show; empty for any other
     */
    record Settled(
            String key,
            Reason reason,
            Optional<String> compressor,
            Optional<String> form,
            String fidelity,
            int tokensBefore,
            int tokensAfter,
            List<LeftOut> leftOut) {
        /** Copies the list. */
        public Settled {
            leftOut = List.copyOf(leftOut);
        }

        /**
         * A form that leaves nothing out.
         *
         * @param key hex of the content's hash, and the policy key
         * @param reason why the content was or was not replaced
         * @param compressor who made the form, if there is one
         * @param form the form; empty if the content stays as it is
         * @param fidelity what the form keeps, in lower case
         * @param tokensBefore the tokens of the content
         * @param tokensAfter the tokens of the form
         */
        public Settled(
                String key,
                Reason reason,
                Optional<String> compressor,
                Optional<String> form,
                String fidelity,
                int tokensBefore,
                int tokensAfter) {
            this(key, reason, compressor, form, fidelity, tokensBefore, tokensAfter, List.of());
        }
    }
}
