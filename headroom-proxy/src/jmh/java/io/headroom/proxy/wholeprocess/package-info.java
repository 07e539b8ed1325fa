/**
 * The whole-process benchmark: the distribution, a bare nginx and no proxy at all, side by side in front of the same fast mock upstream,
 * each a process of its own. {@link io.headroom.proxy.wholeprocess.WholeProcessBenchmark} runs it; docs/benchmarks.md has the command
 * and the figures. Needs the JDK alone.
 */
package io.headroom.proxy.wholeprocess;
