package io.headroom.workload;

import java.util.function.LongFunction;

/**
 * How a workload is made.
 *
 * @param id the id of the recipe, such as {@code W01}
 * @param seed the seed of the published table
 * @param generator makes the workload from a seed, always the same from the same
 */
public record Recipe(String id, long seed, LongFunction<Workload> generator) {
    /**
     * Makes the workload of the published table.
     *
     * @return the workload
     */
    public Workload make() {
        return make(seed);
    }

    /**
     * Makes a workload of the same kind.
     *
     * @param other any seed
     * @return the workload
     */
    public Workload make(long other) {
        return generator.apply(other);
    }
}
