package io.headroom.api.provider;

import java.util.Optional;

/**
 * Something that a tool does not do behind a base URL of one's own.
 *
 * @param feature what
 * @param evidence how it is known
 * @param restoredBy the tool's own switch that brings it back, if there is one
 * @param condition when it matters; empty for always
 */
public record LostFeature(String feature, String evidence, Optional<String> restoredBy, Optional<String> condition) {}
