package io.headroom.provider.environment;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import org.junit.jupiter.api.Nested;

/** The contract of adapters, for each row of the table. */
class EnvironmentAdaptersContractTest {
    @Nested
    class Aider extends ProviderAdapterContract {
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
    class Cline extends ProviderAdapterContract {
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
    class Continue extends ProviderAdapterContract {
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
    class Copilot extends ProviderAdapterContract {
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
    class Cursor extends ProviderAdapterContract {
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
    class Gemini extends ProviderAdapterContract {
        @Override
        protected ProviderAdapter adapter() {
            return new GeminiAdapter();
        }

        @Override
        protected void install(FakeHost host) {
            host.withExecutable("gemini");
        }
    }

    @Nested
    class Goose extends ProviderAdapterContract {
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
    class OpenHands extends ProviderAdapterContract {
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
    class Run extends ProviderAdapterContract {
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
    class Vibe extends ProviderAdapterContract {
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
