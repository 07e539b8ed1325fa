package io.headroom.compress.retrieve;

/** Where the units of a text begin and end, in its characters: the first is 0, ends are exclusive. Units count from 1. */
interface Units {
    int count();

    int start(int unit);

    int end(int unit);
}
