package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.ServiceState;
import io.headroom.deploy.Status.WiringState;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wiring that does not fit whether the proxy runs, and how it is brought in line, as {@code doctor --fix} does. */
@Tag("PV-1102")
class DanglingWiringTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;
    private static final String BEFORE = "{\n  \"on\": true\n}\n";

    private Rig rig;
    private String wired;

    @BeforeEach
    void install() throws Exception {
        rig = new Rig();
        rig.host().withFile(".lamp/settings.json", BEFORE);
        rig.install();
        wired = settings();
    }

    private String settings() throws IOException {
        return rig.text(".lamp/settings.json");
    }

    @Test
    @DisplayName(
            "PV-1102: tools that come to a port that somebody else has are sent to their providers, and back by a start")
    void suspends() throws Exception {
        rig.supervisor().says(ServiceState.of(ServiceState.Status.STOPPED));
        rig.probe().answer(rig.port(), Answer.of(Answer.Kind.FOREIGN));

        rig.deployments().suspend(DEFAULT);

        assertEquals(BEFORE, settings());
        assertEquals(
                WiringState.Kind.SUSPENDED,
                rig.deployments().status(DEFAULT).wiring().kind());
        rig.probe().silence(rig.port());
        rig.deployments().start(DEFAULT);
        assertEquals(wired, settings());
    }

    @Test
    @DisplayName("PV-1102: a proxy that is proven keeps its tools; a profile that was stopped stays as it is")
    void overrulesNobody() throws Exception {
        DeployException refused =
                assertThrows(DeployException.class, () -> rig.deployments().suspend(DEFAULT));
        assertEquals(DeployException.Kind.REFUSED, refused.kind());
        assertEquals(wired, settings());

        rig.deployments().stop(DEFAULT);
        rig.deployments().suspend(DEFAULT);

        assertEquals(Status.Condition.STOPPED, rig.deployments().status(DEFAULT).condition());
        assertEquals(BEFORE, settings());
    }

    @Test
    @DisplayName("PV-1102: suspended wiring of a proxy that is proven comes back, and nobody starts it a second time")
    void resumes() throws Exception {
        rig.supervisor().says(ServiceState.of(ServiceState.Status.STOPPED));
        Answer proven = rig.probe().ask(rig.port(), java.time.Duration.ofSeconds(1));
        rig.probe().answer(rig.port(), Answer.of(Answer.Kind.FOREIGN));
        rig.deployments().suspend(DEFAULT);
        rig.probe().answer(rig.port(), proven);
        rig.supervisor().calls().clear();

        rig.deployments().start(DEFAULT);

        assertEquals(wired, settings());
        assertEquals(List.of(), rig.supervisor().calls());
        assertTrue(Files.exists(rig.folder("default").manifest()));
        assertEquals(
                WiringState.Kind.ACTIVE,
                rig.deployments().status(DEFAULT).wiring().kind());
    }
}
