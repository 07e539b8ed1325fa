package io.headroom.provider.environment;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.UserTool;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.testkit.EnginePlayer;
import io.headroom.deploy.testkit.PlainEditors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract of adapters, for each row of the table. */
class EnvironmentAdaptersContractTest {
    private abstract static class RowContract extends ProviderAdapterContract {
        @Override
        protected Optional<ChangePlayer> player() {
            return Optional.of(new EnginePlayer(PlainEditors.all()));
        }
    }

    @Nested
    class Aider extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new AiderAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("aider");
        }
    }

    @Nested
    class Cline extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new ClineAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withFile(".cline/data.json", "{}");
        }
    }

    @Nested
    class Continue extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new ContinueAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("cn");
        }
    }

    @Nested
    class Copilot extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new CopilotAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("copilot").withVariable("COPILOT_PROVIDER_API_KEY", "none");
        }
    }

    @Nested
    class Cursor extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new CursorAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("cursor");
        }
    }

    @Nested
    class Gemini extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new GeminiAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("gemini");
            host.withFile(
                    ".gemini/settings.json", "{\"security\": {\"auth\": {\"selectedType\": \"gemini-api-key\"}}}\n");
        }
    }

    @Nested
    class Goose extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new GooseAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("goose");
        }
    }

    @Nested
    class OpenHands extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new OpenHandsAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("openhands");
        }
    }

    @Nested
    class Run extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new RunAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("ls");
        }
    }

    @Nested
    class OfTheUser extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new RunAdapter()
                    .adapter(new UserTool(
                            "my-agent",
                            List.of("my-agent"),
                            Map.of("MY_BASE_URL", "{base}/v1"),
                            List.of(),
                            Optional.of("Ask {base}.")));
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("my-agent");
        }
    }

    @Nested
    class OfTheUserByHand extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new RunAdapter()
                    .adapter(new UserTool(
                            "my-editor",
                            List.of("my-editor"),
                            Map.of(),
                            List.of("~/.my-editor/settings.json"),
                            Optional.of("Enter {base}.")));
        }

        @Override
        protected void install(FakeHost host) {
            host.withFile(".my-editor/settings.json", "{}");
        }
    }

    @Nested
    class Vibe extends RowContract {
        @Override
        protected ProviderAdapter adapter() {
            return new VibeAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("vibe");
        }
    }
}
