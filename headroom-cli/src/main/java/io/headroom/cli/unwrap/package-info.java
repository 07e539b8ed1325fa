/** {@code headroom unwrap}: takes tools out of the profiles that they are wired to. */
package io.headroom.cli.unwrap;
