package io.headroom.compress.json;

/**
 * A planned column.
 *
 * @param path the path as the header spells it
 * @param form how its cells are written
 */
record Column(String path, CellForm form) {}
