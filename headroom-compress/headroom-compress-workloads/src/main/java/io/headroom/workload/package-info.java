/** Texts to measure compressors on: pure functions of a seed, so that figures can be compared. */
package io.headroom.workload;
