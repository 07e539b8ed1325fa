package io.headroom.cli.install;

import io.headroom.deploy.Deployments.Listed;
import io.headroom.deploy.Status;
import io.headroom.deploy.host.MachineProfile;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * A profile in a list.
 *
 * @param profile its name
 * @param manifest what is known of it
 * @param status how it is, or what is wrong with it
 * @param wiring whether tools are sent to it
 * @param account whose it is; empty if it is this account's
 * @param place the workspace, or the folder by which it is known, of another account's
 */
record ListedRow(
        String profile, Optional<Manifest> manifest, String status, String wiring, String account, String place) {
    private static final String UNKNOWN = "-";

    static ListedRow of(Listed one, Acting.Place place) {
        return new ListedRow(
                one.profile(),
                one.manifest(),
                one.status().map(status -> status.condition().key()).orElse(one.trouble()),
                one.status().map(Status::wiring).map(Status.WiringState::words).orElse(UNKNOWN),
                place.account(),
                place.account().isEmpty() ? "" : place.workspace().toString());
    }

    /** One that only root and its account may look at. */
    static ListedRow of(MachineProfile one) {
        return new ListedRow(
                one.name().text(),
                Optional.empty(),
                "ask with sudo",
                one.isWired() ? "active" : "suspended",
                one.account(),
                one.folder().toString());
    }

    boolean isOwn() {
        return account.isEmpty();
    }

    List<String> cells() {
        String port = manifest.map(Manifest::port).map(String::valueOf).orElse(UNKNOWN);
        return List.of(profile, text("preset"), runtime(), port, status, wiring);
    }

    String where() {
        return isOwn() ? "" : place + " (" + account + ")";
    }

    JsonValue json() {
        return JsonValue.EMPTY
                .with("profile", JsonValue.of(profile))
                .with("preset", JsonValue.of(text("preset")))
                .with("runtime", JsonValue.of(runtime()))
                .with("port", JsonValue.of(manifest.map(Manifest::port).orElse(0)))
                .with("status", JsonValue.of(status))
                .with("wiring", JsonValue.of(wiring))
                .with("account", JsonValue.of(account))
                .with("place", JsonValue.of(place));
    }

    private String text(String field) {
        return manifest.map(known -> known.text(field)).orElse(UNKNOWN);
    }

    private String runtime() {
        return manifest.map(Manifest::runtime).orElse(UNKNOWN);
    }
}
