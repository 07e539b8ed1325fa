/** Counters and histograms, and the text format in which Prometheus reads them. */
package io.headroom.proxy.metrics;
