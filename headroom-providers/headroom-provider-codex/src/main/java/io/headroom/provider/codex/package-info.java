/** Wires Codex. */
package io.headroom.provider.codex;
