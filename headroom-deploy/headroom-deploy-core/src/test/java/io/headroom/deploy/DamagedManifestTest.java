package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.deploy.Status.Condition;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands on a profile whose manifest somebody damaged. */
@Tag("D-603")
class DamagedManifestTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;
    private static final String SETTINGS = "{\"color\": \"red\"}";

    /** What can happen to a file. */
    enum Damage {
        EMPTY("it is empty"),
        TRUNCATED("line "),
        BINARY("it is no UTF-8 text"),
        ANOTHER_DOCUMENT("it is no JSON object"),
        NO_PORT("it names no port"),
        RECORDS_LOST("it does not say what was made");

        private final String reason;

        Damage(String reason) {
            this.reason = reason;
        }

        void to(Path file) throws IOException {
            byte[] now = Files.readAllBytes(file);
            Files.write(
                    file,
                    switch (this) {
                        case EMPTY -> new byte[0];
                        case TRUNCATED -> Arrays.copyOf(now, now.length / 2);
                        case BINARY -> new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xFF};
                        case ANOTHER_DOCUMENT -> "[1, 2]\n".getBytes(StandardCharsets.UTF_8);
                        case NO_PORT ->
                            text(now).replace("\"port\"", "\"pony\"").getBytes(StandardCharsets.UTF_8);
                        case RECORDS_LOST ->
                            text(now).replace("\"changes\"", "\"chances\"").getBytes(StandardCharsets.UTF_8);
                    });
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-208, D-603: remove works with a damaged manifest, by the copy of it, and gives back every byte")
    void removesByTheCopy(Damage damage) throws Exception {
        Rig rig = lampOwner();
        SortedMap<String, String> before = rig.host().files();
        rig.install();
        damage.to(rig.manifest());

        Outcome removed = rig.deployments().remove(DEFAULT, Deployments.Purge.LOGS);

        assertEquals("Removed profile 'default'.", removed.lines().get(0));
        assertTold(removed, rig, damage);
        assertEquals(before, rig.host().files());
        assertTrue(
                rig.supervisor().calls().contains("stop default"),
                () -> rig.supervisor().calls().toString());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-603: stop works with a damaged manifest and puts it right, so that the profile starts again")
    void stopsAndHeals(Damage damage) throws Exception {
        Rig rig = lampOwner();
        rig.install();
        String wired = rig.text(".lamp/settings.json");
        damage.to(rig.manifest());

        Outcome stopped = rig.deployments().stop(DEFAULT);

        assertEquals("Stopped profile 'default'.", stopped.lines().get(0));
        assertTold(stopped, rig, damage);
        assertEquals(SETTINGS, rig.text(".lamp/settings.json"));
        assertEquals(Condition.STOPPED, rig.deployments().status(DEFAULT).condition());
        rig.deployments().start(DEFAULT);
        assertEquals(wired, rig.text(".lamp/settings.json"));
        assertTrue(rig.deployments().status(DEFAULT).good());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "D-304, D-602: status of a profile with a damaged manifest is failed, and names the file and the way out")
    void tellsTheDamage(Damage damage) throws Exception {
        Rig rig = lampOwner();
        rig.install();
        damage.to(rig.manifest());

        Status status = rig.deployments().status(DEFAULT);

        assertEquals(Condition.FAILED, status.condition());
        assertEquals(Status.Identity.PROVEN, status.identity());
        assertTrue(
                status.reason().startsWith(rig.manifest() + " is damaged (")
                        && status.reason().contains(damage.reason),
                status.reason());
        assertEquals("headroom install stop, which puts back its copy, or headroom install remove", status.next());
        Deployments.Listed listed = rig.deployments().list().get(0);
        assertTrue(listed.trouble().startsWith("damaged"), listed.trouble());
        assertEquals(rig.port(), listed.manifest().orElseThrow().port());
        assertEquals(DEFAULT, rig.deployments().byPort(rig.port()).orElseThrow());
    }

    @Test
    @DisplayName("D-304: all other commands are refused with a damaged manifest, and change nothing")
    void refusesTheOthers() throws Exception {
        Rig rig = lampOwner();
        rig.install();
        Damage.TRUNCATED.to(rig.manifest());
        SortedMap<String, String> before = rig.host().files();

        for (Command command : List.<Command>of(
                () -> rig.install(),
                () -> rig.deployments().start(DEFAULT),
                () -> rig.deployments().restart(DEFAULT, Deployments.Patience.DRAIN),
                () -> rig.deployments().unwire(DEFAULT, "lamp"))) {
            DeployException refused = assertThrows(DeployException.class, command::run);
            assertEquals(DeployException.Kind.REFUSED, refused.kind());
            assertTrue(
                    refused.getMessage()
                            .matches("\\Q" + rig.manifest()
                                    + "\\E is damaged \\(line .*\\)\\. Nothing was changed\\. 'headroom"
                                    + " install stop' puts back its copy, 'headroom install remove' takes the profile"
                                    + " off the machine\\."),
                    refused.getMessage());
        }

        assertEquals(before, rig.host().files());
    }

    @Test
    @DisplayName("D-603: without the copy nothing is guessed: it is refused, and nothing is lost")
    void guessesNothing() throws Exception {
        Rig rig = lampOwner();
        rig.install();
        Damage.BINARY.to(rig.manifest());
        Damage.EMPTY.to(rig.folder("default").keptManifest());
        SortedMap<String, String> before = rig.host().files();

        DeployException refused =
                assertThrows(DeployException.class, () -> rig.deployments().remove(DEFAULT, Deployments.Purge.NOTHING));

        assertEquals(DeployException.Kind.REFUSED, refused.kind());
        assertTrue(
                refused.getMessage()
                        .endsWith("Nothing was changed. Its copy "
                                + rig.folder("default").keptManifest()
                                + " cannot be used either; restore one of the two from a backup of this machine."),
                refused.getMessage());
        assertEquals(before, rig.host().files());
        Status status = rig.deployments().status(DEFAULT);
        assertEquals(Condition.FAILED, status.condition());
        assertTrue(status.manifest().isEmpty());
    }

    @Test
    @DisplayName("D-304: a later version's manifest is read and not changed, by any command")
    void leavesALaterVersionsManifest() throws Exception {
        Rig rig = lampOwner();
        rig.install();
        String text = Files.readString(rig.manifest());
        Files.writeString(rig.manifest(), text.replaceFirst("\"schema_version\" *: *1", "\"schema_version\": 2"));
        SortedMap<String, String> before = rig.host().files();

        for (Command command : List.<Command>of(
                () -> rig.install(),
                () -> rig.deployments().start(DEFAULT),
                () -> rig.deployments().stop(DEFAULT),
                () -> rig.deployments().remove(DEFAULT, Deployments.Purge.NOTHING))) {
            DeployException refused = assertThrows(DeployException.class, command::run);
            assertEquals(DeployException.Kind.REFUSED, refused.kind());
            assertEquals(
                    "Profile 'default' was made by a later version (headroom 1.2.3); use that one to change it.",
                    refused.getMessage());
        }

        assertEquals(before, rig.host().files());
        assertEquals(Condition.RUNNING, rig.deployments().status(DEFAULT).condition());
    }

    @Test
    @DisplayName("D-205, D-603: the copy is that of the last command, also after one that failed")
    void keepsTheCopyInStep() throws Exception {
        Rig rig = lampOwner();
        rig.install();
        rig.deployments().stop(DEFAULT);
        assertEquals(
                Files.readString(rig.manifest()),
                Files.readString(rig.folder("default").keptManifest()));
        rig.supervisor().startsNothing();

        assertThrows(DeployException.class, () -> rig.deployments().start(DEFAULT));

        assertEquals(
                Files.readString(rig.manifest()),
                Files.readString(rig.folder("default").keptManifest()));
    }

    private interface Command {
        Object run() throws DeployException;
    }

    private static void assertTold(Outcome outcome, Rig rig, Damage damage) {
        assertTrue(
                outcome.lines().stream()
                        .anyMatch(line -> line.startsWith("Note: " + rig.manifest() + " was damaged (")
                                && line.contains(damage.reason)
                                && line.contains("its copy was used")),
                () -> outcome.lines().toString());
    }

    private static Rig lampOwner() throws IOException {
        Rig rig = new Rig();
        rig.host().withFile(".lamp/settings.json", SETTINGS);
        return rig;
    }
}
