package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring.Option;
import io.headroom.api.supervise.Preset;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Base URLs that the user has set where no adapter looks. */
@Tag("PV-205")
class FoundInFilesTest {
    @Test
    @DisplayName(
            "PV-205, D-606: a base URL in a shell file stops the apply, each place with its line, and nothing is changed")
    void refusesWhatAShellFileSets() throws Exception {
        Rig rig = bash("export LAMP_URL=https://ada:secret@lamp.example/v1");
        rig.host().withFile("/etc/environment", "LAMP_URL=https://other.example\n");
        SortedMap<String, String> before = rig.host().files();

        DeployException refused =
                assertThrows(DeployException.class, () -> rig.deployments().apply(user(rig)));

        assertEquals(DeployException.Kind.REFUSED, refused.kind());
        assertEquals(
                "lamp already uses https://***@lamp.example/v1 (/home/ada/.bashrc, line 2). Add --chain to forward to it,"
                        + " or --replace-base-url.\n"
                        + "lamp already uses https://other.example (/etc/environment, line 1). Add --chain to forward to"
                        + " it, or --replace-base-url.",
                refused.getMessage());
        assertEquals(before, rig.host().files());
    }

    @Test
    @DisplayName("PV-205: chained, the proxy forwards there; with the profile the line is in effect again")
    void chainsToIt() throws Exception {
        Rig rig = bash("export LAMP_URL=https://lamp.example");
        String before = rig.text(".bashrc");

        rig.deployments().apply(user(rig, Option.CHAIN));

        assertTrue(
                rig.text(".headroom/deploy/default/env").contains("LAMP_TARGET_API_URL=https://lamp.example"),
                rig.text(".headroom/deploy/default/env"));
        assertEquals(
                "up-to-date", rig.deployments().apply(user(rig, Option.CHAIN)).result());
        rig.deployments().remove(io.headroom.deploy.profile.ProfileName.DEFAULT, Deployments.Purge.NOTHING);
        assertEquals(before, rig.text(".bashrc"));
    }

    @Test
    @DisplayName("PV-205: our own block is no base URL of the user's")
    void passesOverOurOwnBlock() throws Exception {
        Rig rig = bash("true");
        rig.deployments().apply(user(rig));

        assertEquals("up-to-date", rig.deployments().apply(user(rig)).result());
    }

    private static Rig bash(String line) throws Exception {
        Rig rig = new Rig().withEnvironment("SHELL", "/bin/bash");
        rig.host().withFile(".bashrc", "# mine\n" + line + "\n").withFile(".profile", "# mine\n");
        return rig;
    }

    private static ApplyRequest user(Rig rig, Option... options) {
        return rig.request("default", Preset.PERSISTENT_SERVICE, Scope.USER, rig.port(), Set.of(options));
    }
}
