/** What shrinks a text: the {@link io.headroom.api.compress.Compressor} plugin point and its values. */
package io.headroom.api.compress;
