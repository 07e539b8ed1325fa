package io.headroom.workload.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what became of each probe of an original: retained in the form, encoded, redeemable, or lost. */
public final class ProbeCheck {
    private final Decoder decoder;
    private final Redeemer redeemer;

    /**
     * Creates a check.
     *
     * @param decoder the inverse of lossless forms
     * @param redeemer executes the call that a lossy form prints
     */
    public ProbeCheck(Decoder decoder, Redeemer redeemer) {
        this.decoder = decoder;
        this.redeemer = redeemer;
    }

    /**
     * A check for lossless forms alone.
     *
     * @param decoder the inverse of lossless forms
     * @return the check
     */
    public static ProbeCheck lossless(Decoder decoder) {
        return new ProbeCheck(decoder, form -> Optional.empty());
    }

    /** The inverse of lossless forms. */
    @FunctionalInterface
    public interface Decoder {
        /**
         * Decodes a form.
         *
         * @param form a form, or a text that is none
         * @return the original; empty if the text is no lossless form
         */
        Optional<String> decode(String form);
    }

    /** Executes the call that a lossy form prints. */
    @FunctionalInterface
    public interface Redeemer {
        /**
         * Redeems all that a form leaves out.
         *
         * @param form a form
         * @return what the call returns, or empty if the form prints none
         */
        Optional<String> redeem(String form);
    }

    /**
     * Checks one form.
     *
     * @param original the original
     * @param form its form; may be the original itself
     * @return what became of the original's probes
     */
    public ProbeReport check(String original, String form) {
        Optional<String> decoded = form.equals(original) ? Optional.empty() : decoder.decode(form);
        Set<Probe> coded = decoded.map(Probes::of).orElse(Set.of());
        String redeemed = redeemer.redeem(form).orElse("");
        int retained = 0;
        int encoded = 0;
        int redeemable = 0;
        List<Probe> lost = new ArrayList<>();
        for (Probe probe : Probes.of(original)) {
            if (retains(form, probe)) {
                retained++;
            } else if (coded.contains(probe)
                    || decoded.filter(text -> retains(text, probe)).isPresent()) {
                encoded++;
            } else if (retains(redeemed, probe)) {
                redeemable++;
            } else {
                lost.add(probe);
            }
        }
        return new ProbeReport(retained, encoded, redeemable, lost);
    }

    private static boolean retains(String form, Probe probe) {
        return stands(form, probe.value())
                && (probe.kind() != Probe.Kind.NUMBER || probe.key().isEmpty() || form.contains(probe.key()));
    }

    /** Whether a text has a value, not as a part of a longer word or number. */
    private static boolean stands(String text, String value) {
        int at = text.indexOf(value);
        while (at >= 0) {
            int end = at + value.length();
            boolean begins = at == 0 || !joins(text.charAt(at - 1), value.charAt(0));
            boolean ends = end == text.length() || !joins(value.charAt(value.length() - 1), text.charAt(end));
            if (begins && ends) {
                return true;
            }
            at = text.indexOf(value, at + 1);
        }
        return false;
    }

    private static boolean joins(char left, char right) {
        return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
    }
}
