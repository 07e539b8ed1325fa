package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up what the rounds of a turn used: numbers are summed, of anything else the last one counts. */
final class UsageSum {
    private final Map<String, String> sums = new LinkedHashMap<>();

    /** Adds the figures of one round. */
    void add(Map<String, Part> round) {
        round.forEach((name, value) -> sums.merge(name, value.raw(), UsageSum::sum));
    }

    /** All figures, as JSON. */
    String json() {
        return Members.object(sums);
    }

    private static String sum(String before, String now) {
        if (now.equals("null")) {
            return before;
        }
        boolean numbers = before.matches("\\d{1,15}") && now.matches("\\d{1,15}");
        return numbers ? "" + (Long.parseLong(before) + Long.parseLong(now)) : now;
    }
}
