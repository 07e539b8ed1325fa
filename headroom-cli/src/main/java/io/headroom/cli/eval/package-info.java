/** {@code headroom eval}: what compression saves on reproducible texts, and whether anything gets lost. */
package io.headroom.cli.eval;
