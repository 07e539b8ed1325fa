/** The identity of a text, and a bounded memory of what became of it. */
package io.headroom.compress.settle;
