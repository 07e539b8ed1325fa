/** How a provider's requests, responses and errors are laid out: the {@link io.headroom.api.dialect.Dialect} plugin point. */
package io.headroom.api.dialect;
