package io.headroom.api.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.provider.Scope;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServiceSpecTest {
    private static final ServiceSpec.Container CONTAINER =
            new ServiceSpec.Container("headroom@sha256:0", "headroom-default");

    @Test
    void theDockerPresetHasAContainerAndOthersMayHaveOne() {
        assertEquals(
                "persistent-docker",
                spec(Preset.PERSISTENT_DOCKER, 8787, Optional.of(CONTAINER))
                        .preset()
                        .key());
        assertEquals(
                Optional.of(CONTAINER),
                spec(Preset.PERSISTENT_SERVICE, 8787, Optional.of(CONTAINER)).container());
        assertThrows(IllegalArgumentException.class, () -> spec(Preset.PERSISTENT_DOCKER, 8787, Optional.empty()));
    }

    @Test
    void aPortIsOne() {
        assertThrows(IllegalArgumentException.class, () -> spec(Preset.PERSISTENT_TASK, 0, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> spec(Preset.PERSISTENT_TASK, 65_536, Optional.empty()));
        assertEquals(
                65_535, spec(Preset.PERSISTENT_TASK, 65_535, Optional.empty()).port());
    }

    @Test
    void supportHasAReasonWhereItIsNeeded() {
        assertEquals("", Support.supported().reason());
        assertEquals("no manager", Support.unsupported("no manager").reason());
        assertThrows(IllegalArgumentException.class, () -> Support.unsupported(""));
        assertThrows(IllegalArgumentException.class, () -> new Support(Support.Verdict.SUPPORTED, "because"));
    }

    @Test
    void aStateWithoutDetailsKnowsNothingElse() {
        ServiceState state = ServiceState.of(ServiceState.Status.STARTING);

        assertTrue(state.pid().isEmpty()
                && state.lastExit().isEmpty()
                && state.detail().isEmpty());
    }

    @Test
    @DisplayName("D-702: the search path is the system's own, and the folder of docker where that is another")
    void searchesTheFolderOfTheEngine() {
        FakeHost host = FakeHost.on(Machine.LINUX);
        List<String> own = List.of("/usr/bin", "/bin");

        assertEquals("/usr/bin:/bin", SearchPath.of(own, host).text());
        host.withExecutable("docker");
        String folder = host.executable("docker").orElseThrow().getParent().toString();
        assertEquals("/sbin:" + folder, SearchPath.of(List.of("/sbin"), host).text());
        assertEquals(folder, SearchPath.of(List.of(folder), host).text());
    }

    private static ServiceSpec spec(Preset preset, int port, Optional<ServiceSpec.Container> container) {
        FakeHost host = FakeHost.on(Machine.LINUX);
        return new ServiceSpec(
                "default",
                preset,
                Scope.USER,
                port,
                List.of("run"),
                List.of("ensure"),
                "ada",
                new ServiceSpec.Directories(host.workspace(), host.workspace()),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty()),
                container);
    }
}
