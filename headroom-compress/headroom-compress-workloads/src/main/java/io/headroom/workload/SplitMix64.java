package io.headroom.workload;

import java.util.List;

/**
 * The generator behind all workloads: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). The same
 * seed gives the same numbers on every JDK.
 */
public final class SplitMix64 {
    private long state;

    /**
     * Creates a generator.
     *
     * @param seed any number
     */
    public SplitMix64(long seed) {
        state = seed;
    }

    /**
     * The next 64 bits.
     *
     * @return any number
     */
    public long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * A number below a bound.
     *
     * @param n the bound, at least 1
     * @return 0 to n - 1
     */
    public int below(int n) {
        return (int) ((next() >>> 33) % n);
    }

    /**
     * A number in a range.
     *
     * @param low the least
     * @param high the greatest
     * @return low to high
     */
    public int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /**
     * One of several.
     *
     * @param <T> what they are
     * @param choices at least one
     * @return one of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    /**
     * One of a list.
     *
     * @param <T> what they are
     * @param choices at least one
     * @return one of them
     */
    public <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /**
     * Whether something that happens once in so many times happens now.
     *
     * @param n once in n times
     * @return whether it does
     */
    public boolean onceIn(int n) {
        return below(n) == 0;
    }

    /**
     * Hexadecimal digits.
     *
     * @param digits how many
     * @return lower-case digits
     */
    public String hex(int digits) {
        StringBuilder out = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            out.append(Character.forDigit(below(16), 16));
        }
        return out.toString();
    }

    /**
     * A random UUID.
     *
     * @return in the form of RFC 9562
     */
    public String uuid() {
        return hex(8) + "-" + hex(4) + "-4" + hex(3) + "-" + Character.forDigit(8 + below(4), 16) + hex(3) + "-"
                + hex(12);
    }

    /**
     * A number around a mean, as a sum of twelve uniform ones (Irwin-Hall).
     *
     * @param mean the mean
     * @param deviation the standard deviation
     * @return the number
     */
    public double gaussian(double mean, double deviation) {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += below(1 << 20) / (double) (1 << 20);
        }
        return mean + (sum - 6) * deviation;
    }
}
