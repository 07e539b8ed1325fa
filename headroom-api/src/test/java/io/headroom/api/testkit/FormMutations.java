package io.headroom.api.testkit;

import io.headroom.workload.NamedText;
import io.headroom.workload.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/** Damaged copies of a form, as a model, a user or an attacker might hand them to a decoder. */
final class FormMutations {
    private static final int RANDOM = 60;
    private static final String ODD = "\u0000\n\r\t \\{}[](),;|:=#+\"x9\uD83D";

    private FormMutations() {}

    static List<NamedText> of(String name, String form, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<NamedText> mutations = new ArrayList<>();
        mutations.add(new NamedText(name + ": twice", form + form));
        mutations.add(new NamedText(
                name + ": upside down", new StringBuilder(form).reverse().toString()));
        mutations.add(new NamedText(name + ": CRLF", form.replace("\n", "\r\n")));
        mutations.add(new NamedText(name + ": on one line", form.replace('\n', ' ')));
        mutations.add(new NamedText(name + ": first number is huge", form.replaceFirst("[0-9]+", "2000000000")));
        mutations.add(new NamedText(name + ": first number is beyond int", form.replaceFirst("[0-9]+", "99999999999")));
        for (int i = 0; i < RANDOM && !form.isEmpty(); i++) {
            mutations.add(new NamedText(name + ": mutation " + i + " of seed " + seed, mutate(form, random)));
        }
        return mutations;
    }

    private static String mutate(String form, SplitMix64 random) {
        int at = random.below(form.length());
        int end = Math.min(form.length(), at + 1 + random.below(40));
        return switch (random.below(5)) {
            case 0 -> form.substring(0, at);
            case 1 -> form.substring(0, at) + form.substring(end);
            case 2 -> form.substring(0, at) + ODD.charAt(random.below(ODD.length())) + form.substring(end);
            case 3 -> form.substring(0, end) + form.substring(at);
            default -> form.substring(0, at) + random.below(1_000_000) + form.substring(at);
        };
    }
}
