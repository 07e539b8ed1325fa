/** Where the originals of shortened texts are kept: the {@link io.headroom.api.original.OriginalStore} plugin point. */
package io.headroom.api.original;
