/** Finds the patterns that lines share. Not exported: compressors reach it through the context of a call. */
@org.jspecify.annotations.NullMarked
package io.headroom.compress.pattern;
