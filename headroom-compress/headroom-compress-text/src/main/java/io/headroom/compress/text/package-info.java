/** Texts of lines: what lines share is written once, above them. */
@org.jspecify.annotations.NullMarked
package io.headroom.compress.text;
