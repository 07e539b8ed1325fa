/** The real machine behind the {@link io.headroom.api.host.Host} port. */
package io.headroom.deploy.host;
