package io.headroom.proxy.redeem;

import io.headroom.proxy.redeem.JsonParts.Part;
import java.util.Map;

/**
 * What an answer that is one document tells.
 *
 * @param round what the model wrote
 * @param usage the figures
 */
record Reading(Round round, Map<String, Part> usage) {}
