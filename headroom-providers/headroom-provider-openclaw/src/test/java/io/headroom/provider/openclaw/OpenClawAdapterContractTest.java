package io.headroom.provider.openclaw;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.testkit.EnginePlayer;
import java.util.Map;
import java.util.Optional;

/** The contract of adapters, for OpenClaw. */
final class OpenClawAdapterContractTest extends ProviderAdapterContract {
    @Override
    protected ProviderAdapter adapter() {
        return new OpenClawAdapter();
    }

    @Override
    protected void install(FakeHost host) {
        host.withExecutable("openclaw").withVariable("ANTHROPIC_API_KEY", "sk-ant-none");
    }

    @Override
    protected void configure(FakeHost host) {
        host.withFile(".openclaw/openclaw.json", """
                // my gateway
                {
                  agents: { defaults: { model: { primary: 'openai/gpt-5.5', fallbacks: ["anthropic/claude-opus-5.5",], }, }, },
                  gateway: { port: 0x4A38, /* 19000 */ },
                }
                """);
    }

    @Override
    protected Map<String, String> brokenFiles(FakeHost host) {
        return Map.of(".openclaw/openclaw.json", "{\n  agents: {\n");
    }

    @Override
    protected Optional<ChangePlayer> player() {
        return Optional.of(new EnginePlayer());
    }
}
