/** Keeps the proxy running by the restart policy of a container engine. */
package io.headroom.supervisor.docker;
