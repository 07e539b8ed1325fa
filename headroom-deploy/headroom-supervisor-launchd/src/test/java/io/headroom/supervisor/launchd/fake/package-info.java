/** A stand-in for launchd and launchctl that runs anywhere, as faithful as reports about the real one allow. */
package io.headroom.supervisor.launchd.fake;
