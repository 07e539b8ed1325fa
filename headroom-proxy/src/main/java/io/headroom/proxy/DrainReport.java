package io.headroom.proxy;

import java.time.Duration;

/**
 * How a proxy ended.
 *
 * @param finished exchanges that came to their own end after the draining began
 * @param cut exchanges that had to be cut
 * @param took how long it took
 */
public record DrainReport(int finished, int cut, Duration took) {}
