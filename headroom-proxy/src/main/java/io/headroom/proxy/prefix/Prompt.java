package io.headroom.proxy.prefix;

import java.time.Instant;

/**
 * A prompt that was sent.
 *
 * @param session tells conversations apart; nobody can read a credential out of it
 * @param model the model that was asked
 * @param treatment what the request asked of us, as far as it can change what is sent
 * @param came the prompt as it came
 * @param went the prompt as it was sent
 * @param at when it was sent
 */
record Prompt(String session, String model, String treatment, PromptTrail came, PromptTrail went, Instant at) {
    /** How much memory it takes, in parts. */
    int size() {
        return came.parts() + (went == came ? 0 : went.parts());
    }
}
