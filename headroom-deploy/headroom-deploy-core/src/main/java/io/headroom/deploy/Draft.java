package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.Supervisor;
import io.headroom.deploy.profile.EnvFile;
import io.headroom.deploy.profile.Launcher;
import java.util.List;
import java.util.Optional;

/**
 * What an apply leads to.
 *
 * @param request what was asked for
 * @param existing the profile as it is now
 * @param profile the profile as it will be
 * @param service what keeps it running
 * @param changes everything that should be so, in order of phases
 * @param env the environment of the proxy
 * @param launcher what is started
 * @param wiring the tools
 * @param degraded what the user gets less than was asked for
 * @param notes what the user should know
 */
record Draft(
        ApplyRequest request,
        Optional<Profile> existing,
        Profile profile,
        Service service,
        List<Change> changes,
        EnvFile env,
        Launcher launcher,
        Wirings.Choice wiring,
        List<Degradation> degraded,
        List<String> notes) {
    /** Fields that the running proxy was started with. */
    private static final List<String> STARTED_WITH = List.of(
            "port",
            "proxy_mode",
            "proxy_args",
            "preset",
            "scope",
            "runtime_kind",
            "supervisor_id",
            "launcher",
            "java",
            "version",
            "image");

    /**
     * What keeps it running.
     *
     * @param supervisor the supervisor
     * @param spec what it keeps running
     */
    record Service(Supervisor supervisor, ServiceSpec spec) {}

    /** Whether a running proxy of the existing profile was started in another way. Files are compared by the plan. */
    boolean startsOtherwise() {
        return existing.isPresent()
                && STARTED_WITH.stream()
                        .anyMatch(field -> !existing.get()
                                .manifest()
                                .fields()
                                .member(field)
                                .equals(profile.manifest().fields().member(field)));
    }

    /** Whether the manifest would say anything new, apart from dates and what was made. */
    boolean sameManifest() {
        return existing.isPresent()
                && profile.manifest()
                        .with("changes", io.headroom.deploy.json.JsonValue.EMPTY)
                        .equals(existing.get().manifest().with("changes", io.headroom.deploy.json.JsonValue.EMPTY));
    }
}
