/** Tells which plugins there are, and where they are looked for. */
package io.headroom.cli.plugins;
