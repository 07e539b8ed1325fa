package io.headroom.proxy.metrics;

import java.util.List;
import java.util.Locale;

/**
 * How figures are written: Prometheus's text format, or OpenMetrics 1.0 for whoever prefers it.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics</a>
 */
public enum MetricsFormat {
    /** Prometheus's text format, version 0.0.4. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String mediaType;

    MetricsFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The value of {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** What suits the values of {@code Accept} best; the text format where both do (RFC 9110, section 12.5.1). */
    public static MetricsFormat preferred(List<String> accept) {
        double text = 0;
        double open = 0;
        for (String range : String.join(",", accept).toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.strip().split(";");
            String type = parts[0].strip();
            boolean known = true;
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip();
                if (parameter.matches("q=(?:0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)")) {
                    quality = Double.parseDouble(parameter.substring(2));
                } else if (parameter.startsWith("version=") && type.startsWith("application/")) {
                    known = parameter.matches("version=\"?[01]\\.\\d\\.\\d\"?");
                }
            }
            if (type.equals("application/openmetrics-text") && known) {
                open = Math.max(open, quality);
            } else if (type.equals("text/plain") || type.equals("text/*") || type.equals("*/*")) {
                text = Math.max(text, quality);
            }
        }
        return open > text ? OPEN_METRICS : TEXT;
    }
}
