package io.headroom.deploy.edit.json;

/**
 * A value in a document, and where it stands.
 *
 * @param raw the value as written
 * @param json the value as JSON without white space, members sorted by name, numbers in one spelling: equal values have equal texts
 * @param line the line of its first character, from 1 on
 * @param column the column of its first character in code points, from 1 on
 */
public record Located(String raw, String json, int line, int column) {}
