/** The engine's threads, and the breakers that keep failing compressors away from them. */
package io.headroom.compress.work;
