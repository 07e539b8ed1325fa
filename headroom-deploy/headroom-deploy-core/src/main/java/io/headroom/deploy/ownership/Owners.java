package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Rights;
import io.headroom.deploy.surface.Surface;
import java.nio.file.Path;

/**
 * Which ownership a change falls under: what is below the account's home is shared by the account's profiles, the rest by all of the
 * machine (D-504).
 *
 * @param home the account's home
 * @param account the account's ownership
 * @param machine the machine's; the same as the account's where the profile does not reach beyond the account
 */
public record Owners(Path home, Ownership account, Ownership machine) {
    /**
     * The ownership of a change.
     *
     * @param change the change
     * @return the one that its surface is under
     */
    public Ownership of(Change change) {
        Surface surface = Surface.of(change);
        boolean own = surface.path().isPresent()
                ? surface.path().get().startsWith(home) || surface.path().get().startsWith(account.folder())
                : change.info().rights() == Rights.NONE;
        return own ? account : machine;
    }
}
