/** Wires Claude Code. */
package io.headroom.provider.claude;
