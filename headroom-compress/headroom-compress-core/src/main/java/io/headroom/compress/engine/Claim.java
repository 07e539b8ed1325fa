package io.headroom.compress.engine;

import io.headroom.api.compress.Compressed;
import io.headroom.compress.Reason;
import java.util.Optional;

/**
 * What came of asking one compressor.
 *
 * @param claimant who was asked
 * @param form the form, if there is a usable one
 * @param estimate the form's estimate
 * @param obstacle why there is none, if that is more than a decline
 * @param note the same for a reader
 */
record Claim(Claimant claimant, Optional<Compressed> form, int estimate, Optional<Reason> obstacle, String note) {
    static Claim of(Claimant claimant, Compressed form, int estimate) {
        return new Claim(claimant, Optional.of(form), estimate, Optional.empty(), "");
    }

    static Claim declined(Claimant claimant, String note) {
        return new Claim(claimant, Optional.empty(), 0, Optional.empty(), note);
    }

    static Claim failed(Claimant claimant, Reason obstacle, String note) {
        return new Claim(claimant, Optional.empty(), 0, Optional.of(obstacle), note);
    }
}
