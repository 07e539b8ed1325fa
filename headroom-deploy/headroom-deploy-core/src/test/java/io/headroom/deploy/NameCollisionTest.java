package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.supervise.Preset;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Profiles whose supervisor objects would have one name. */
@Tag("D-301")
class NameCollisionTest {
    @Test
    @DisplayName("D-301, D-501: a profile called like the check of another one is refused, and changes nothing")
    void refusesTheNameOfACheck() throws Exception {
        Rig rig = new Rig();
        rig.deployments().apply(rig.request("a", Preset.PERSISTENT_TASK, rig.port()));
        SortedMap<String, String> before = rig.host().files();

        DeployException refused = assertThrows(
                DeployException.class,
                () -> rig.deployments().apply(rig.request("a-ensure", Preset.PERSISTENT_SERVICE, rig.port() + 1)));

        assertEquals(DeployException.Kind.REFUSED, refused.kind());
        assertEquals(
                "Profile 'a-ensure' would be kept running by " + unit(rig, "headroom-a-ensure.unit")
                        + ", which belongs to profile 'a'. Choose another name with --profile.",
                refused.getMessage());
        assertEquals(before, rig.host().files());
    }

    @Test
    @DisplayName("D-301, D-501: the other way round, too: a profile that comes to need a check of a name that is taken")
    void refusesACheckOfATakenName() throws Exception {
        Rig rig = new Rig();
        rig.deployments().apply(rig.request("a-ensure", Preset.PERSISTENT_SERVICE, rig.port()));
        rig.deployments().apply(rig.request("a", Preset.PERSISTENT_SERVICE, rig.port() + 1));

        DeployException refused = assertThrows(
                DeployException.class,
                () -> rig.deployments().apply(rig.request("a", Preset.PERSISTENT_TASK, rig.port() + 1)));

        assertEquals(
                "Profile 'a' would be kept running by " + unit(rig, "headroom-a-ensure.unit")
                        + ", which belongs to profile 'a-ensure'. Choose another name with --profile.",
                refused.getMessage());
    }

    @Test
    @DisplayName("D-301: where file names ignore case, so does the comparison")
    void comparesAsTheFileSystemDoes() throws Exception {
        Rig rig = new Rig(FakeHost.on(Machine.MACOS));
        rig.deployments().apply(rig.request("a", Preset.PERSISTENT_TASK, rig.port()));

        DeployException refused = assertThrows(
                DeployException.class,
                () -> rig.deployments().apply(rig.request("A-Ensure", Preset.PERSISTENT_SERVICE, rig.port() + 1)));

        assertEquals(DeployException.Kind.REFUSED, refused.kind());
    }

    @Test
    @DisplayName("D-301: such a name is fine as long as nothing has it")
    void takesTheNameWhereItIsFree() throws Exception {
        Rig rig = new Rig();
        rig.deployments().apply(rig.request("a", Preset.PERSISTENT_SERVICE, rig.port()));

        assertDoesNotThrow(
                () -> rig.deployments().apply(rig.request("a-ensure", Preset.PERSISTENT_SERVICE, rig.port() + 1)));
    }

    private static String unit(Rig rig, String name) {
        return rig.host().resolve(".units/" + name).toString();
    }
}
