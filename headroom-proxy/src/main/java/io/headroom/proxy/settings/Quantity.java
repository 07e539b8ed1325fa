package io.headroom.proxy.settings;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units: durations and sizes as people write them. */
final class Quantity {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([a-zA-Z]*)");
    private static final Map<String, Long> NANOS = Map.of(
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30);

    private Quantity() {}

    /** Nanoseconds; a bare number counts in {@code unit}. Empty if it is no duration or does not fit. */
    static Optional<Long> nanos(String text, String unit) {
        return scaled(text, NANOS, unit);
    }

    /** Bytes. Empty if it is no size or does not fit. */
    static Optional<Long> bytes(String text) {
        return scaled(text, BYTES, "");
    }

    private static Optional<Long> scaled(String text, Map<String, Long> units, String bare) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2).isEmpty() ? bare : matcher.group(2).toLowerCase(Locale.ROOT);
        Long factor = units.get(unit);
        if (factor == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(factor))
                    .longValueExact());
        } catch (ArithmeticException fractionOrOverflow) {
            return Optional.empty();
        }
    }
}
