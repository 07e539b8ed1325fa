package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.cli.Distribution.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Further real clients, one session each, by themselves and behind {@code headroom wrap}. In the long lane: {@code CLIENTS=all}. */
@Tag("PV-1401")
@EnabledOnOs({OS.LINUX, OS.MAC})
class OtherClientsIT {
    private static final String QUESTION = "Compare the two listings.";

    @TempDir
    private Path folder;

    private ClientRig rig;

    @AfterEach
    void end() throws IOException {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    @DisplayName("PV-801: the Gemini CLI gives the same answer behind wrap, and asks for less")
    void gemini() throws Exception {
        rig = new ClientRig(folder, ClientPackages.cached().gemini(), UnaryOperator.identity());
        // Behind a base URL it needs to be told the kind of its login here.
        Files.writeString(
                Files.createDirectories(rig.home().resolve(".gemini")).resolve("settings.json"),
                "{\"security\":{\"auth\":{\"selectedType\":\"gemini-api-key\"}}}");
        rig.with("GEMINI_API_KEY", "nobodys")
                .with("GOOGLE_GEMINI_BASE_URL", rig.upstream().url());

        expectTheSame("gemini", List.of("-p", QUESTION, "--yolo", "--skip-trust", "-m", "gemini-2.5-flash"));
    }

    @Test
    @DisplayName(
            "PV-803: OpenCode, by an adapter that is none of ours, gives the same answer behind wrap, and asks for less")
    void opencode() throws Exception {
        rig = new ClientRig(folder, ClientPackages.cached().opencode(), UnaryOperator.identity());
        Path plugins = Files.createDirectories(rig.distribution().workspace().resolve("plugins"));
        ExamplePlugin.privately(rig.distribution().workspace());
        ExamplePlugin.privately(plugins);
        ExamplePlugin.copy("provider-opencode", plugins.resolve("opencode.jar"));
        Path config = folder.resolve("opencode.json");
        Files.writeString(
                config,
                "{\"provider\":{\"anthropic\":{\"options\":{\"baseURL\":\""
                        + rig.upstream().url() + "/v1\"}}},\"autoupdate\":false,\"share\":\"disabled\"}");
        rig.with("ANTHROPIC_API_KEY", "sk-ant-api03-nobodys")
                .with("OPENCODE_CONFIG", config.toString())
                .with("OPENCODE_DISABLE_MODELS_FETCH", "1")
                // A third party's adapter that looks for no base URL leaves it to the user to tell the proxy.
                .with("ANTHROPIC_TARGET_API_URL", rig.upstream().url());

        expectTheSame("opencode", List.of("run", QUESTION, "--model", "anthropic/claude-sonnet-4-5", "--auto"));
    }

    private void expectTheSame(String tool, List<String> words) throws Exception {
        Result alone = rig.finish(rig.direct(tool, words));
        assertEquals(0, alone.status(), alone.toString());
        assertEquals(ClientRig.SENTENCE, alone.out().strip(), alone.toString());
        List<ClientRequest> before = turns();

        Result behind = rig.finish(rig.wrapped(tool, words));

        assertEquals(0, behind.status(), behind.toString());
        assertEquals(alone.out(), behind.out());
        ClientRig.expectSameWithLess(before, turns());
    }

    /** Questions for a title offer no tools. */
    private List<ClientRequest> turns() {
        return rig.upstream().take().stream()
                .filter(request -> !request.tools().isEmpty())
                .toList();
    }
}
