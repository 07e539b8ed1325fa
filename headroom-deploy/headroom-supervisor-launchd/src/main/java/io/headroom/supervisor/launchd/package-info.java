/** Keeps the proxy running by LaunchAgents and LaunchDaemons. */
package io.headroom.supervisor.launchd;
