/** Outlines of source code: bodies of functions are left out, everything that declares something stays. */
@org.jspecify.annotations.NullMarked
package io.headroom.compress.code;
