/** Keeps the proxy running by a watchdog on a Linux without systemd. */
package io.headroom.supervisor.cron;
