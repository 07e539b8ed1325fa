package io.headroom.proxy.listener;

import io.headroom.proxy.redeem.NextRound;
import io.headroom.proxy.redeem.Offer;

/**
 * What it takes to answer the model's retrieval calls within one exchange.
 *
 * @param offer the request with the tool
 * @param sent its body as it was sent
 * @param next asks the upstream again
 */
record Redemption(Offer offer, byte[] sent, NextRound next) {}
