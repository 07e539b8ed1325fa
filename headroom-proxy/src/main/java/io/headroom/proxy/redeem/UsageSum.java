package io.headroom.proxy.redeem;

import io.headroom.compress.message.JsonStrings;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what the rounds of a turn used: numbers are summed, however deep they stand; of anything else the last one counts. */
final class UsageSum {
    /** By what Google tells the elements of a list of figures apart. */
    private static final String KIND = "modality";

    private final JsonParts parts;
    private final Map<String, String> sums = new LinkedHashMap<>();

    UsageSum(JsonParts parts) {
        this.parts = parts;
    }

    /** Adds the figures of one round. */
    void add(Map<String, Part> round) {
        add(sums, round);
    }

    /** The figures with those of a round that is not over. */
    UsageSum with(Map<String, Part> round) {
        UsageSum more = new UsageSum(parts);
        more.sums.putAll(sums);
        more.add(round);
        return more;
    }

    /** Whether no figure was told. */
    boolean isEmpty() {
        return sums.isEmpty();
    }

    /** All figures, as JSON. */
    String json() {
        return Members.object(sums);
    }

    private void add(Map<String, String> to, Map<String, Part> figures) {
        figures.forEach((name, value) -> to.merge(name, value.raw(), this::sum));
    }

    private String sum(String before, String now) {
        if (now.equals("null")) {
            return before;
        }
        if (before.matches("\\d{1,15}") && now.matches("\\d{1,15}")) {
            return "" + (Long.parseLong(before) + Long.parseLong(now));
        }
        Part one = parts.of(before);
        Part other = parts.of(now);
        if (one.isObject() && other.isObject()) {
            Map<String, String> both = Members.raw(one.members());
            add(both, other.members());
            return Members.object(both);
        }
        if (one.isArray() && other.isArray()) {
            return lists(one.elements(), other.elements()).orElse(now);
        }
        return now;
    }

    /** Sums figures that are listed by their kind, which is no figure itself. */
    private Optional<String> lists(List<Part> before, List<Part> now) {
        Map<String, String> byKind = new LinkedHashMap<>();
        List<Part> all = new ArrayList<>(before);
        all.addAll(now);
        for (Part element : all) {
            Optional<String> kind = element.isObject() ? Members.string(element.members(), KIND) : Optional.empty();
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            byKind.merge(JsonStrings.quote(kind.get()), element.raw(), this::sum);
        }
        return Optional.of(Members.array(byKind.values()));
    }
}
