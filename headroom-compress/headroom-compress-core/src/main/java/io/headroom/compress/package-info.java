/** The compression engine: decides what may happen to a text, asks the compressors, verifies and counts what they return. */
package io.headroom.compress;
