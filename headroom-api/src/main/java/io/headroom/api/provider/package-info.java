/** How a tool's own configuration is wired to the proxy: the {@link io.headroom.api.provider.ProviderAdapter} plugin point. */
package io.headroom.api.provider;
