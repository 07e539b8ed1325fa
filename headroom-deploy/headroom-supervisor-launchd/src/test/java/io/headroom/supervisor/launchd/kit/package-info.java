/** The kit of shell scripts for a LaunchAgent, which lies in the distribution, on real shells and real processes. */
@org.jspecify.annotations.NullMarked
package io.headroom.supervisor.launchd.kit;
