package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.supervise.Preset;
import io.headroom.api.testkit.host.FakeHost;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether tools would come to the proxy, asked after they were wired. */
@Tag("D-201")
class ReadBackTest {
    private static final String MANAGED = "{\"url\": \"https://ada:secret@lamp.example\"}";

    @Test
    @DisplayName(
            "D-201: a tool that would still go elsewhere by a stronger file fails the apply, and everything is undone")
    void undoesWhatHasNoEffect() throws Exception {
        Rig rig = new Rig();
        rig.host().withFile("/etc/lamp/managed.json", MANAGED).withFile(".lamp/settings.json", "{\"color\": \"red\"}");
        SortedMap<String, String> before = rig.host().files();

        DeployException failed =
                assertThrows(DeployException.class, () -> rig.deployments().apply(replacing(rig)));

        assertEquals(DeployException.Kind.FAILED, failed.kind());
        assertEquals(
                "lamp would not come to the proxy: /etc/lamp/managed.json names https://***@lamp.example, which is"
                        + " stronger than what was wired. Take it out there, or leave lamp out with --providers manual."
                        + " All changes were undone. Log: /home/ada/.headroom/logs/default/proxy.log",
                failed.getMessage());
        assertEquals(before, rig.host().files());
        assertTrue(rig.supervisor().calls().contains("stop default"));
    }

    @Test
    @DisplayName(
            "D-201: in the folder in which apply runs a project may have its own address: said by its adapter, not undone")
    void leavesProjectsAlone() throws Exception {
        Rig rig = new Rig().withAdapter(new ProjectTool());
        rig.host().withFile("/work/.torch/settings.json", "{\"url\": \"https://torch.example\"}");

        Outcome applied = rig.deployments().apply(replacing(rig));

        assertTrue(applied.wired().contains("torch"), () -> applied.wired().toString());
    }

    @Test
    @DisplayName("D-201: what does not stand there after it was written fails the apply, too")
    void noticesWhatWasTakenAwayAtOnce() throws Exception {
        Rig rig = new Rig().withAdapter(new CheckedTool());
        rig.host().withCommands(command -> {
            if (!command.arguments().equals(List.of("torch", "check"))) {
                return Optional.empty();
            }
            rig.host().withFile(".torch/settings.json", "{}");
            return Optional.of(FakeHost.exited(0, ""));
        });

        DeployException failed = assertThrows(DeployException.class, rig::install);

        assertTrue(
                failed.getMessage()
                        .startsWith("/home/ada/.torch/settings.json does not have what was just written to it; another"
                                + " program changed it. Close that program and try again. All changes were undone."),
                failed.getMessage());
    }

    @Test
    @DisplayName("D-201: an adapter that fails when it is asked is no reason to undo what it wired")
    void takesAFailingAnswerForNone() throws Exception {
        Rig rig = new Rig().withAdapter(new ForgetfulTool());

        assertTrue(rig.install().wired().contains("torch"));
    }

    private static ApplyRequest replacing(Rig rig) {
        return rig.request(
                "default",
                Preset.PERSISTENT_SERVICE,
                Scope.PROVIDER,
                rig.port(),
                Set.of(Wiring.Option.REPLACE_BASE_URL));
    }

    /** Reads a file of the project, which is stronger than its own. */
    private static class ProjectTool extends TorchTool {
        @Override
        public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
            return found(host.workingDirectory().resolve(".torch/settings.json"), settings(host));
        }
    }

    /** Has a command that checks its configuration. */
    private static final class CheckedTool extends TorchTool {
        @Override
        public Wired wire(Wiring wiring, Host host) {
            return super.wire(wiring, host).checkedBy(CommandLine.of("torch", "check"));
        }
    }

    /** Answers as long as its file is not wired. */
    private static final class ForgetfulTool extends TorchTool {
        @Override
        public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
            if (Files.exists(settings(host))) {
                throw new IllegalStateException("forgotten");
            }
            return super.baseUrls(wiring, host);
        }
    }
}
