/** Keeps the proxy running by user and system units, timers. */
package io.headroom.supervisor.systemd;
