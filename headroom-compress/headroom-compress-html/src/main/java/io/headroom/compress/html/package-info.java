/** Web pages as text: read, claim, write, and read back. */
@NullMarked
package io.headroom.compress.html;

import org.jspecify.annotations.NullMarked;
