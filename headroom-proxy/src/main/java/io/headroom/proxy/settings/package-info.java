/** How texts become settings: reading {@code headroom.toml}, parsing values and collecting faults. */
package io.headroom.proxy.settings;
