/** What keeps the proxy running: the {@link io.headroom.api.supervise.Supervisor} plugin point. */
package io.headroom.api.supervise;
