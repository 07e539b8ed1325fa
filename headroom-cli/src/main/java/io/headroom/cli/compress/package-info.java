/** Shrinks texts and request bodies given by hand, and turns forms back. */
package io.headroom.cli.compress;
