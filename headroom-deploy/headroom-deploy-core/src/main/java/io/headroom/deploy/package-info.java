/** Installs, changes and removes deployments of the proxy. */
package io.headroom.deploy;
