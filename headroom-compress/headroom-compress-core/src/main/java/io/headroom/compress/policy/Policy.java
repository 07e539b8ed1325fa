package io.headroom.compress.policy;

import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Applies the user's settings to origins: which tools are excluded, and which mode holds for a tool. Immutable. */
public final class Policy {
    private record ToolMode(String pattern, Globs tool, Mode mode) {}

    private final Origins origins = new Origins();
    private final Globs excluded;
    private final List<ToolMode> toolModes;
    private final Verdict.Shortening source;
    private final Mode measured;

    /**
     * Creates a policy.
     *
     * @param excludedTools names or globs of tools whose output stays as it is
     * @param modes modes by names or globs of tools
     * @param source what mode aggressive may do to file contents
     * @param standard the mode of requests that name none. What is only measured is measured by it; as balanced, where it changes nothing
     */
    public Policy(List<String> excludedTools, Map<String, Mode> modes, Verdict.Shortening source, Mode standard) {
        this.source = source;
        this.measured = standard == Mode.OFF || standard == Mode.AUDIT ? Mode.BALANCED : standard;
        this.excluded = new Globs(excludedTools);
        List<ToolMode> sorted = new ArrayList<>();
        modes.forEach((tool, mode) -> sorted.add(new ToolMode(tool, new Globs(List.of(tool)), mode)));
        // A map has no order of its own: the longest, most specific pattern speaks first.
        sorted.sort(
                Comparator.comparingInt((ToolMode m) -> -m.pattern().length()).thenComparing(ToolMode::pattern));
        this.toolModes = List.copyOf(sorted);
    }

    /**
     * Judges an origin.
     *
     * @param hint what is known about it
     * @param requested the mode that the request asks for
     * @return what may happen
     */
    public Verdict judge(Hint hint, Mode requested) {
        PolicyClass origin = origins.classify(hint);
        Mode terms = terms(hint, requested);
        Mode mode = requested == Mode.AUDIT && terms != Mode.OFF ? requested : terms;
        if (origin == PolicyClass.RETRIEVAL) {
            return new Verdict(origin, mode, terms, Verdict.Treatment.RETRIEVED, Verdict.Shortening.NEVER);
        }
        if (hint.tool().filter(excluded::match).isPresent()) {
            return new Verdict(origin, mode, terms, Verdict.Treatment.EXCLUDED, Verdict.Shortening.NEVER);
        }
        return mode == Mode.OFF
                ? new Verdict(origin, mode, terms, Verdict.Treatment.OFF, Verdict.Shortening.NEVER)
                : new Verdict(origin, mode, terms, Verdict.Treatment.COMPRESS, shortening(origin, terms));
    }

    private Verdict.Shortening shortening(PolicyClass origin, Mode mode) {
        if (mode == Mode.LOSSLESS) {
            return Verdict.Shortening.NEVER;
        }
        if (origin == PolicyClass.SOURCE && mode == Mode.AGGRESSIVE) {
            return source;
        }
        return origin.mayShorten() ? Verdict.Shortening.ANY : Verdict.Shortening.NEVER;
    }

    /** A tool's own mode replaces the request's, but what is off stays off. What is only measured is measured as what would be used. */
    private Mode terms(Hint hint, Mode requested) {
        Mode standard = requested == Mode.AUDIT ? measured : requested;
        if (requested == Mode.OFF || hint.tool().isEmpty()) {
            return standard;
        }
        String tool = hint.tool().get();
        return toolModes.stream()
                .filter(candidate -> candidate.tool().match(tool))
                .map(ToolMode::mode)
                .findFirst()
                .orElse(standard);
    }
}
