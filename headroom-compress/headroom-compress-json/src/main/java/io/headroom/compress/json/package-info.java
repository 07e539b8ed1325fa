/** The codec of structured data: read, analyse, plan, write, and the strict decoder of what was written. */
package io.headroom.compress.json;
