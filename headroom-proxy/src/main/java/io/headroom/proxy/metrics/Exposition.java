package io.headroom.proxy.metrics;

import java.util.List;
import java.util.Locale;

/** Writes one of the formats. See https://prometheus.io/docs/instrumenting/exposition_formats/. */
final class Exposition {
    private static final String TOTAL = "_total";

    private final StringBuilder text = new StringBuilder(8192);
    private final MetricsFormat format;

    Exposition(MetricsFormat format) {
        this.format = format;
    }

    /** Begins a family; OpenMetrics calls a counter by its name without the {@code _total} of its samples. */
    void head(String sampleName, String type, String help) {
        boolean cut = format == MetricsFormat.OPEN_METRICS && type.equals("counter") && sampleName.endsWith(TOTAL);
        String name = cut ? sampleName.substring(0, sampleName.length() - TOTAL.length()) : sampleName;
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help.replace("\\", "\\\\").replace("\n", "\\n"));
        text.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String nameAndLabels, long value) {
        sample(nameAndLabels, Long.toString(value));
    }

    void sample(String nameAndLabels, String value) {
        text.append(nameAndLabels).append(' ').append(value).append('\n');
    }

    /** A number that may have a fraction; in OpenMetrics it always shows one. */
    String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole && format == MetricsFormat.TEXT
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }

    /** The whole document. */
    String finish() {
        if (format == MetricsFormat.OPEN_METRICS) {
            text.append("# EOF\n");
        }
        return text.toString();
    }

    /** Label names and values in braces; nothing without labels. */
    static String labels(List<String> names, List<String> values) {
        if (names.isEmpty()) {
            return "";
        }
        StringBuilder written = new StringBuilder("{");
        for (int i = 0; i < names.size(); i++) {
            written.append(i == 0 ? "" : ",").append(names.get(i)).append("=\"");
            escape(values.get(i), written);
            written.append('"');
        }
        return written.append('}').toString();
    }

    /** A lone surrogate has no UTF-8, and control characters have no business in a label: both become a question mark. */
    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(printable(value, i) ? c : '?');
            }
        }
    }

    private static boolean printable(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
        }
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
    }
}
