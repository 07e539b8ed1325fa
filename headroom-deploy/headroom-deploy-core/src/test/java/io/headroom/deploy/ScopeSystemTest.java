package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.profile.ProfileName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles for the whole machine. */
@Tag("D-504")
class ScopeSystemTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;

    @ParameterizedTest
    @EnumSource(names = {"LINUX", "MACOS"})
    @DisplayName(
            "D-210, D-504: the flag stands in the machine's folder, which every account sees, and goes with the profile")
    void keepsTheFlagInTheMachinesFolder(Machine machine) throws Exception {
        Rig rig = new Rig(FakeHost.asAdministrator(machine));
        if (machine == Machine.MACOS) {
            rig.host().withFile("/etc/profile", "# system\n").withFile("/etc/zprofile", "# system\n");
        } else {
            rig.host().withFile("/etc/profile", "# system\n").withFile("/etc/profile.d/lang.sh", "# lang\n");
        }
        SortedMap<String, String> before = rig.host().files();
        Path flag = rig.host()
                .resolve((machine == Machine.MACOS ? "/Library/Application Support/Headroom" : "/var/lib/headroom")
                        + "/default/wired");

        rig.deployments().apply(system(rig));

        assertTrue(Files.exists(flag), "the flag");
        for (Path at : List.of(flag.getParent(), flag.getParent().getParent())) {
            assertTrue(Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE), at.toString());
        }
        rig.deployments().stop(DEFAULT);
        assertFalse(Files.exists(flag), "no flag while it is stopped");
        rig.deployments().start(DEFAULT);
        assertTrue(Files.exists(flag), "the flag again");
        assertTrue(rig.deployments().status(DEFAULT).good());
        rig.deployments().remove(DEFAULT, Deployments.Purge.LOGS);
        assertEquals(before, rig.host().files());
    }

    @Test
    @DisplayName("D-504: what is made in the account's home belongs to the account, though root makes it")
    void givesFilesToTheAccount() throws Exception {
        Rig rig = new Rig(FakeHost.asAdministrator(Machine.LINUX));
        UserPrincipal ada = rig.host()
                .home()
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName("ada");
        Files.setOwner(rig.host().home(), ada);

        rig.deployments().apply(system(rig));
        rig.deployments().stop(DEFAULT);

        try (Stream<Path> made = Files.walk(rig.host().workspace())) {
            for (Path path : (Iterable<Path>) made::iterator) {
                assertEquals(ada, Files.getOwner(path), path.toString());
            }
        }
        assertEquals(
                ada, Files.getOwner(rig.host().resolve("/var/lib/headroom/default")), "its agent takes the flag away");
    }

    @Test
    @DisplayName("D-504, D-606: without root it is refused with 77 and the command to run, and nothing is changed")
    void needsRoot() throws Exception {
        Rig rig = new Rig();
        SortedMap<String, String> before = rig.host().files();

        DeployException refused =
                assertThrows(DeployException.class, () -> rig.deployments().apply(system(rig)));

        assertEquals(DeployException.Kind.RIGHTS, refused.kind());
        assertEquals(
                "Scope system changes files outside your home. Run: sudo headroom install apply --scope system",
                refused.getMessage());
        assertEquals(before, rig.host().files());
    }

    private static ApplyRequest system(Rig rig) {
        return rig.request("default", Preset.PERSISTENT_SERVICE, Scope.SYSTEM, rig.port(), Set.of());
    }
}
