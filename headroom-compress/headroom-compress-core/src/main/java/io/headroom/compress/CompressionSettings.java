package io.headroom.compress;

import io.headroom.api.compress.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The settings of an engine.
 *
 * @param mode how far compression may go where a request does not say
 * @param limits which texts are looked at
 * @param budget how long a request may wait
 * @param excludedTools tools whose output is never touched; {@code *} stands for any characters, case does not matter
 * @param toolModes the mode of single tools, by name or glob as above
 * @param plugins settings of single compressors, by id
 * @param outlines whether mode aggressive may turn file contents into outlines; only compressors that make outlines are asked then
 */
public record CompressionSettings(
        Mode mode,
        Limits limits,
        Budget budget,
        List<String> excludedTools,
        Map<String, Mode> toolModes,
        Map<String, Map<String, String>> plugins,
        boolean outlines) {
    /**
     * Which texts are looked at, and how much is remembered.
     *
     * @param minTokens texts under it stay
     * @param maxCharacters texts over it stay
     * @param memoBytes memory for settled forms, in bytes
     */
    public record Limits(int minTokens, int maxCharacters, long memoBytes) {}

    /**
     * How long a request may wait, and for how many workers.
     *
     * @param base for any request
     * @param perMebibyte in addition for each MiB of eligible text
     * @param most the share adds nothing beyond it
     * @param cold the least while the engine is cold: a JVM that has just started needs many times as long for a text, and a text that
     *     was not done in time stays as it is for good; zero for no difference
     * @param workers threads that compress
     * @param queue requests that may wait for a worker
     */
    public record Budget(Duration base, Duration perMebibyte, Duration most, Duration cold, int workers, int queue) {
        /**
         * A budget that is the same for a cold engine.
         *
         * @param base for any request
         * @param perMebibyte in addition for each MiB of eligible text
         * @param most the share adds nothing beyond it
         * @param workers threads that compress
         * @param queue requests that may wait for a worker
         */
        public Budget(Duration base, Duration perMebibyte, Duration most, int workers, int queue) {
            this(base, perMebibyte, most, Duration.ZERO, workers, queue);
        }

        /**
         * The time for a request.
         *
         * @param characters the length of its eligible texts
         * @return base plus share; the share ends at {@link #most}
         */
        public Duration forCharacters(long characters) {
            double share = Math.min(most.toNanos(), perMebibyte.toNanos() * (characters / 1048576.0));
            Duration time = base.plusNanos((long) share);
            Duration end = base.compareTo(most) > 0 ? base : most;
            return time.compareTo(end) > 0 ? end : time;
        }
    }

    /**
     * Settings without outlines.
     *
     * @param mode how far compression may go where a request does not say
     * @param limits which texts are looked at
     * @param budget how long a request may wait
     * @param excludedTools tools whose output is never touched
     * @param toolModes the mode of single tools
     * @param plugins settings of single compressors, by id
     */
    public CompressionSettings(
            Mode mode,
            Limits limits,
            Budget budget,
            List<String> excludedTools,
            Map<String, Mode> toolModes,
            Map<String, Map<String, String>> plugins) {
        this(mode, limits, budget, excludedTools, toolModes, plugins, false);
    }

    /** Copies the collections. */
    public CompressionSettings {
        excludedTools = List.copyOf(excludedTools);
        toolModes = Map.copyOf(toolModes);
        plugins = Map.copyOf(plugins);
    }

    /**
     * The settings without any configuration.
     *
     * @return balanced, 200 tokens to 8 Mi characters, 64 MiB of memo, 50 ms plus 100 ms for each MiB up to one second, one second
     *     while the engine is cold, a worker for each processor and a queue of 64
     */
    public static CompressionSettings defaults() {
        return new CompressionSettings(
                Mode.BALANCED,
                new Limits(200, 8 << 20, 64L << 20),
                new Budget(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Runtime.getRuntime().availableProcessors(),
                        64),
                List.of(),
                Map.of(),
                Map.of());
    }

    /**
     * These settings with another mode.
     *
     * @param other the mode
     * @return a copy
     */
    public CompressionSettings withMode(Mode other) {
        return new CompressionSettings(other, limits, budget, excludedTools, toolModes, plugins, outlines);
    }

    /**
     * These settings with other limits.
     *
     * @param other the limits
     * @return a copy
     */
    public CompressionSettings withLimits(Limits other) {
        return new CompressionSettings(mode, other, budget, excludedTools, toolModes, plugins, outlines);
    }

    /**
     * These settings with another budget.
     *
     * @param other the budget
     * @return a copy
     */
    public CompressionSettings withBudget(Budget other) {
        return new CompressionSettings(mode, limits, other, excludedTools, toolModes, plugins, outlines);
    }

    /**
     * These settings with permission to turn file contents into outlines in mode aggressive.
     *
     * @return a copy
     */
    public CompressionSettings withOutlines() {
        return new CompressionSettings(mode, limits, budget, excludedTools, toolModes, plugins, true);
    }
}
