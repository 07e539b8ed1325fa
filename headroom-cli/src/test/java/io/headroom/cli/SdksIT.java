package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import io.headroom.cli.ScriptedUpstream.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small agents on the real SDKs for node, by themselves and behind {@code headroom wrap run}. */
@Tag("PV-1401")
@EnabledOnOs({OS.LINUX, OS.MAC})
class SdksIT {
    @TempDir
    private Path folder;

    private ClientRig rig;

    @BeforeEach
    void prepare() throws Exception {
        Path modules = ClientPackages.cached().sdks();
        rig = new ClientRig(folder, modules, UnaryOperator.identity());
        rig.with("NODE_PATH", modules.toString())
                .with("ANTHROPIC_BASE_URL", rig.upstream().url())
                .with("ANTHROPIC_API_KEY", "sk-ant-api03-nobodys")
                .with("OPENAI_BASE_URL", rig.upstream().url() + "/v1")
                .with("OPENAI_API_KEY", "sk-nobodys");
    }

    @AfterEach
    void end() throws IOException {
        if (rig != null) {
            rig.close();
        }
    }

    private static String script(String sdk) {
        return Distribution.target()
                .resolve("../src/test/clients/" + sdk + ".cjs")
                .normalize()
                .toString();
    }

    private Result direct(String sdk) throws Exception {
        return rig.finish(rig.direct("node", List.of(script(sdk))));
    }

    private Result wrapped(String sdk) throws Exception {
        return rig.finish(rig.wrapped("run", new ArrayList<>(List.of("node", script(sdk)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "openai"})
    @DisplayName("PV-801: an agent on an SDK hears the same in the same pieces behind wrap, and asks for less")
    void hearsTheSame(String sdk) throws Exception {
        Result alone = direct(sdk);
        assertEquals(0, alone.status(), alone.toString());
        assertEquals(ClientRig.SENTENCE, alone.out().replace("\n", ""));
        List<ClientRequest> before = rig.upstream().take();

        Result behind = wrapped(sdk);

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        List<ClientRequest> after = rig.upstream().take();
        ClientRig.expectSameWithLess(before, after);
        assertEquals(
                before.get(0).headers().get("authorization"),
                after.get(0).headers().get("authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "openai"})
    @DisplayName("PV-1402: a refusal reaches the program with its status and words, and so does a code of its own")
    void hearsARefusal(String sdk) throws Exception {
        rig.upstream()
                .refuse(new Refusal(
                        400,
                        Map.of("x-request-id", "req_1"),
                        "{\"error\":{\"type\":\"x\",\"message\":\"too na\u00efve\"}}"));

        Result alone = direct(sdk);
        int asked = rig.upstream().take().size();
        Result behind = wrapped(sdk);

        assertEquals(3, alone.status(), alone.toString());
        assertTrue(alone.err().contains("400"), alone.toString());
        assertEquals(alone.toString(), behind.toString());
        assertEquals(asked, rig.upstream().take().size());
    }
}
