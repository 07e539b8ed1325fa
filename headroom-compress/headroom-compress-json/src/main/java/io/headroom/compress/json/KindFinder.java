package io.headroom.compress.json;

/** Splits rows into kinds by a column that names them. */
final class KindFinder {
    static final int MAX_KINDS = 8;

    private KindFinder() {}
}
