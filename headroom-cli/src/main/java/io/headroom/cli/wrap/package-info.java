/** {@code headroom wrap}: runs a tool behind a proxy, as if the tool had been started by itself. */
package io.headroom.cli.wrap;
