package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real OpenClaw, by itself and behind us, against a provider that works through a script. In the long lane: {@code CLIENTS=all}. */
@Tag("PV-1401")
@EnabledOnOs({OS.LINUX, OS.MAC})
class OpenClawIT {
    private static final List<String> ASK = List.of(
            "agent", "exec", "Compare the two listings.", "--model", "anthropic/claude-sonnet-4-6", "--timeout", "90");

    @TempDir
    private Path folder;

    private ClientRig rig;
    private Path config;

    @BeforeEach
    void prepare() throws Exception {
        rig = new ClientRig(folder, ClientPackages.cached().openclaw(), UnaryOperator.identity());
        config = Files.createDirectories(rig.home().resolve(".openclaw")).resolve("openclaw.json");
        Files.writeString(
                config,
                "{\n  // mine\n  models: {\n    providers: {\n      anthropic: { baseUrl: '" + rig.upstream().url()
                        + "' }, // the company's\n    },\n  },\n}\n");
        rig.with("ANTHROPIC_API_KEY", "sk-ant-api03-nobodys");
    }

    @AfterEach
    void end() throws IOException {
        if (rig != null) {
            rig.close();
        }
    }

    private Result direct() throws Exception {
        return rig.finish(rig.direct("openclaw", ASK));
    }

    @Test
    @DisplayName("PV-711, PV-712: wired by its file, it goes through the installed proxy, and after remove past it")
    void goesThroughAnInstalledProxy() throws Exception {
        String own = Files.readString(config);
        Result alone = direct();
        assertEquals(0, alone.status(), alone.toString());
        assertEquals(ClientRig.SENTENCE, alone.out().strip());
        List<ClientRequest> before = rig.upstream().take();
        rig.install("openclaw");

        Result behind = direct();

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        ClientRig.expectSameWithLess(before, rig.upstream().take());

        Result removed = rig.headroom("install", "remove");
        assertEquals(0, removed.status(), removed.toString());
        assertEquals(own, Files.readString(config));
        assertEquals(alone.out(), direct().out());
        assertEquals(
                before.get(2).toolResults(),
                rig.upstream().take().get(2).toolResults(),
                "nothing of us is left between the two");
        assertTrue(Files.exists(config));
    }
}
