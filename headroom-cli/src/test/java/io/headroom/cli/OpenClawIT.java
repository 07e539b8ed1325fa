package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.cli.ScriptedUpstream.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static final Refusal REFUSAL = new Refusal(
            400,
            Map.of(),
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"too na\u00efve\"}}");

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
                "{\n  // mine\n  models: {\n    providers: {\n      anthropic: { baseUrl: '"
                        + rig.upstream().url() + "' }, // the company's\n    },\n  },\n}\n");
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
        assertEquals(ClientRig.SENTENCE, direct().out().strip());
        rig.upstream().take();

        rig.expectThroughInstalledProxy("openclaw", config, this::direct, outputs -> outputs);
    }

    @Test
    @DisplayName("PV-714: wrap sends it to the installed proxy for good, and unwrap gives its file back")
    void isWrappedForGood() throws Exception {
        String own = Files.readString(config);
        rig.apply(
                "--target",
                "claude",
                "--env",
                "ANTHROPIC_TARGET_API_URL=" + rig.upstream().url());

        Result wrapped = rig.finish(rig.wrapped("openclaw", ASK));

        assertEquals(0, wrapped.status(), wrapped.toString());
        assertEquals(ClientRig.SENTENCE, wrapped.out().strip());
        List<ClientRequest> behind = rig.upstream().take();
        Result later = direct();
        assertEquals(wrapped.out(), later.out());
        assertEquals(sizes(behind), sizes(rig.upstream().take()), "later runs go through the proxy, too");

        Result unwrapped = rig.headroom("unwrap", "openclaw");
        assertEquals(0, unwrapped.status(), unwrapped.toString());
        assertEquals(own, Files.readString(config));
        assertEquals(wrapped.out(), direct().out());
        ClientRig.expectSameWithLess(rig.upstream().take(), behind);
    }

    @Test
    @DisplayName("PV-1402: a cut answer and a refusal are to it what they are without us")
    void failsTheSame() throws Exception {
        rig.upstream().cut(1);
        Result cut = direct();
        int asked = rig.upstream().take().size();
        rig.upstream().refuse(REFUSAL);
        Result refused = direct();
        int refusals = rig.upstream().take().size();
        rig.install("openclaw");

        Result refusedBehind = direct();
        assertEquals(refused.status(), refusedBehind.status(), refusedBehind.toString());
        assertTrue(refusedBehind.toString().contains("too na\u00efve"), refusedBehind.toString());
        assertEquals(refusals, rig.upstream().take().size());

        rig.upstream().refuse(new Refusal(0, Map.of(), ""));
        rig.upstream().cut(1);
        Result cutBehind = direct();
        assertEquals(cut.status(), cutBehind.status(), cutBehind.toString());
        assertEquals(cut.out(), cutBehind.out());
        assertEquals(asked, rig.upstream().take().size());
    }

    /** A prompt may name the time, so lengths alone are compared. */
    private static List<Integer> sizes(List<ClientRequest> session) {
        return session.stream().map(ClientRequest::size).toList();
    }
}
