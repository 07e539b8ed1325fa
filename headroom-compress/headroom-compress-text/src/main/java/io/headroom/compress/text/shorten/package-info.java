/** What of a text may be left out, and what the notes say about it. Knows nothing of patterns' labels or of how forms are written. */
package io.headroom.compress.text.shorten;
