package io.headroom.compress.pattern;

import io.headroom.api.compress.pattern.Template;
import java.util.List;

/**
 * A pattern with its lines.
 *
 * @param template the pattern
 * @param lines the numbers of its lines, ascending
 * @param values the values of each of the lines
 */
record LinePattern(Template template, int[] lines, List<List<String>> values) {}
