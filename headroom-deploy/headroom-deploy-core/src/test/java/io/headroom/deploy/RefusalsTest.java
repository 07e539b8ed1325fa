package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.profile.ProfileName;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sentences of D-606, and that a refusal changes nothing. */
@Tag("D-606")
class RefusalsTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;

    @Test
    @DisplayName("D-606: a port of another profile is that profile's, running or not")
    void refusesAnotherProfilesPort() throws Exception {
        Rig rig = new Rig();
        rig.install();
        rig.deployments().stop(DEFAULT);

        refused(
                rig,
                Kind.REFUSED,
                "Port " + rig.port() + " belongs to profile 'default'.",
                () -> rig.deployments().apply(rig.request("office", Preset.PERSISTENT_SERVICE, rig.port())));
    }

    @Test
    @DisplayName(
            "D-606: a port is named with whoever holds it: a stranger, a proxy without a profile, one of another profile")
    void refusesAHeldPort() throws Exception {
        Rig rig = new Rig();
        rig.host().withCommand(0, "p4312\ncnginx\n", "lsof", "-nP", "-iTCP:" + rig.port(), "-sTCP:LISTEN", "-Fpc");
        try (ServerSocket held = new ServerSocket(rig.port(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            rig.probe().answer(held.getLocalPort(), Answer.of(Answer.Kind.FOREIGN));
            refused(
                    rig,
                    Kind.REFUSED,
                    "Port " + rig.port() + " is used by nginx (pid 4312), which is not Headroom.",
                    rig::install);
            rig.probe().answer(held.getLocalPort(), proxy(rig, Optional.empty()));
            refused(
                    rig,
                    Kind.REFUSED,
                    "Port " + rig.port() + " is used by a Headroom without a profile (pid 77).",
                    rig::install);
            rig.probe().answer(held.getLocalPort(), proxy(rig, Optional.of("lost")));
            refused(rig, Kind.REFUSED, "Port " + rig.port() + " belongs to profile 'lost'.", rig::install);
        }
    }

    private static Answer proxy(Rig rig, Optional<String> profile) {
        return ScriptedProbe.proven(
                new io.headroom.deploy.identity.Instance("x", 77, Instant.EPOCH, rig.port(), profile, "1.2.3"),
                "healthy",
                Answer.Readiness.READY);
    }

    @Test
    @DisplayName("D-301: a name that differs only in case is refused")
    void refusesANameOfAnotherCase() throws Exception {
        Rig rig = new Rig();
        rig.install();

        refused(
                rig,
                Kind.REFUSED,
                "Profile 'Default' differs from profile 'default' only in case. Choose another name with --profile.",
                () -> rig.deployments().apply(rig.request("Default", Preset.PERSISTENT_SERVICE, rig.port() + 1)));
    }

    @Test
    @DisplayName("D-606: a profile that is not there is answered with those that are")
    void namesTheProfilesThatAreThere() throws Exception {
        Rig rig = new Rig();
        for (String name : List.of("b", "default", "a")) {
            rig.deployments()
                    .apply(rig.request(
                            name, Preset.PERSISTENT_SERVICE, rig.port() + name.length() * 3 + name.charAt(0)));
        }

        refused(
                rig,
                Kind.NO_PROFILE,
                "No profile 'c'. Installed: default, a, b.",
                () -> rig.deployments().start(new ProfileName("c")));
    }

    @Test
    @DisplayName("D-606: an unknown target is answered with the known ones, and with exit 2")
    void refusesAnUnknownTarget() throws Exception {
        Rig rig = new Rig().withAdapter(new TorchTool());

        refused(
                rig,
                Kind.USAGE,
                "Unknown target 'candle'. Known: lamp, torch.",
                () -> rig.deployments().apply(naming(rig, Scope.PROVIDER, "candle")));
    }

    @Test
    @DisplayName("D-601, D-603, D-606: what is so already succeeds and says so")
    void succeedsWhereNothingIsToDo() throws Exception {
        Rig rig = new Rig();
        rig.install();
        assertEquals(
                List.of("Profile 'default' is up to date; nothing changed."),
                rig.install().lines());
        assertEquals(
                List.of("Profile 'default' is already running."),
                rig.deployments().start(DEFAULT).lines());
        rig.deployments().stop(DEFAULT);
        assertEquals("stopped", rig.deployments().stop(DEFAULT).result());
    }

    @Test
    @DisplayName("D-402, D-606: a proxy that does not become ready is undone, with what was seen and where to look")
    void undoesWhatDoesNotProveItself() throws Exception {
        Rig rig = new Rig();
        rig.supervisor().startsNothing();
        SortedMap<String, String> before = rig.host().files();

        DeployException failed = assertThrows(DeployException.class, rig::install);

        assertEquals(Kind.FAILED, failed.kind());
        assertEquals(
                "Profile 'default' did not become ready in 45 s: the supervisor says failed. All changes were undone. Log:"
                        + " /home/ada/.headroom/logs/default/proxy.log",
                failed.getMessage());
        assertEquals(before, rig.host().files());
    }

    @Test
    @DisplayName("D-208, D-606: what the user changed is left and named")
    void leavesWhatTheUserChanged() throws Exception {
        Rig rig = new Rig();
        rig.host().withFile(".lamp/settings.json", "{\"color\": \"red\"}");
        rig.install();
        rig.host().withFile(".lamp/settings.json", "{\"url\": \"https://mine.example\"}");

        assertEquals(
                List.of("Removed profile 'default'.", "Left as you changed it: /home/ada/.lamp/settings.json (/url)"),
                rig.deployments().remove(DEFAULT, Deployments.Purge.NOTHING).lines());
    }

    private interface Command {
        Object run() throws DeployException;
    }

    private static void refused(Rig rig, Kind kind, String text, Command command) {
        SortedMap<String, String> before = rig.host().files();
        DeployException refused = assertThrows(DeployException.class, command::run);
        assertEquals(text, refused.getMessage());
        assertEquals(kind, refused.kind());
        assertEquals(before, rig.host().files());
    }

    private static ApplyRequest naming(Rig rig, Scope scope, String... targets) {
        ApplyRequest all = rig.request("default", Preset.PERSISTENT_SERVICE, scope, rig.port(), Set.of());
        return new ApplyRequest(
                all.profile(),
                all.preset(),
                all.runtime(),
                scope,
                ApplyRequest.Providers.MANUAL,
                List.of(targets),
                all.port(),
                all.proxy(),
                Map.of(),
                all.limits(),
                all.image(),
                all.runAs(),
                all.timeout(),
                all.options(),
                all.choices(),
                all.whenStopped());
    }
}
