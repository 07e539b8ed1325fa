package io.headroom.compress.message;

import io.headroom.api.compress.Hint;
import io.headroom.api.dialect.TextSpan;

/**
 * An eligible text with what the rest of the body tells about it.
 *
 * @param span the text and its place
 * @param hint the tool, the command and the model
 */
record FoundText(TextSpan span, Hint hint) {}
