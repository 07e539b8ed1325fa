/** Wires tools that read environment variables. */
package io.headroom.provider.environment;
