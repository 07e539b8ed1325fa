/** Patterns shared by many lines: their notation, and the port to the engine's miner. */
package io.headroom.api.compress.pattern;
