/** Remembers what became of a text: by content, in memory and in a database. */
package io.headroom.compress.settle;
