/** The commands about originals of shortened texts: read them, list them, remove them. */
package io.headroom.cli.original;
