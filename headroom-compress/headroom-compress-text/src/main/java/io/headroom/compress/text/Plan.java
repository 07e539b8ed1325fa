package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.List;

/**
 * What a form will say.
 *
 * @param patterns the patterns, in the order of their labels; the lines of one that has several are joined by line feeds
 * @param units the units, in the order of the lines
 */
record Plan(List<Template> patterns, List<Unit> units) {}
