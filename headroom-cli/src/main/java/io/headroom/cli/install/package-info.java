/** The commands {@code headroom install …}. */
package io.headroom.cli.install;
