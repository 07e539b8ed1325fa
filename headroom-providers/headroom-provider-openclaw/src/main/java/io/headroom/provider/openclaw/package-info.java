/** Wires OpenClaw. */
package io.headroom.provider.openclaw;
