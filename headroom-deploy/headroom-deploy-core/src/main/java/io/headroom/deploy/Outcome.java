package io.headroom.deploy;

import io.headroom.api.supervise.ServicePlan.Degradation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command did.
 *
 * @param profile the profile
 * @param result one word for scripts, such as {@code installed} or {@code up-to-date}
 * @param url the proxy's address; empty if it has none any more
 * @param lines what a user reads
 * @param changes the changes that were made, undone or planned, one sentence each
 * @param wired the tools that are wired
 * @param skipped the tools that are not, with the reason
 * @param degraded what the user gets less than was asked for
 * @param warnings what the user should know besides
 */
public record Outcome(
        String profile,
        String result,
        String url,
        List<String> lines,
        List<String> changes,
        List<String> wired,
        Map<String, String> skipped,
        List<Degradation> degraded,
        List<String> warnings) {
    public Outcome {
        lines = List.copyOf(lines);
        changes = List.copyOf(changes);
        wired = List.copyOf(wired);
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        degraded = List.copyOf(degraded);
        warnings = List.copyOf(warnings);
    }

    /**
     * An outcome with nothing but words.
     *
     * @param profile the profile
     * @param result one word for scripts
     * @param url the proxy's address
     * @param lines what a user reads
     * @return the outcome
     */
    public static Outcome of(String profile, String result, String url, String... lines) {
        return new Outcome(profile, result, url, List.of(lines), List.of(), List.of(), Map.of(), List.of(), List.of());
    }

    /**
     * This outcome with more lines.
     *
     * @param more the lines
     * @return a copy
     */
    public Outcome and(List<String> more) {
        List<String> all = new ArrayList<>(lines);
        all.addAll(more);
        return new Outcome(profile, result, url, all, changes, wired, skipped, degraded, warnings);
    }

    /**
     * This outcome with the changes that it stands for.
     *
     * @param sentences one for each change
     * @return a copy
     */
    public Outcome withChanges(List<String> sentences) {
        return new Outcome(profile, result, url, lines, sentences, wired, skipped, degraded, warnings);
    }
}
