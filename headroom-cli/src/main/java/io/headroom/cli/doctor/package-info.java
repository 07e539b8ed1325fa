/** {@code headroom doctor}: finds out why requests do not go where they should, and what to do about it. */
package io.headroom.cli.doctor;
