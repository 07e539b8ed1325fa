package io.headroom.provider.codex;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.testkit.EnginePlayer;
import java.util.Map;
import java.util.Optional;

/** The contract of adapters, for Codex. */
final class CodexAdapterContractTest extends ProviderAdapterContract {
    @Override
    protected ProviderAdapter adapter() {
        return new CodexAdapter();
    }

    @Override
    protected void install(FakeHost host) {
        host.withExecutable("codex");
    }

    @Override
    protected void configure(FakeHost host) {
        host.withFile(".codex/config.toml", """
                # mine
                model = "gpt-5.5" # the old one
                approval_policy = "on-request"

                [analytics]
                enabled = false

                [projects."/srv/shop"]
                trust_level = "trusted"
                """).withFile(".codex/work.config.toml", "model = \"gpt-5.5\"\n");
    }

    @Override
    protected Map<String, String> brokenFiles(FakeHost host) {
        return Map.of(
                ".codex/config.toml", "model = \"a\"\nmodel = \"b\"\n",
                ".codex/work.config.toml", "model = \"a\n");
    }

    @Override
    protected Optional<ChangePlayer> player() {
        return Optional.of(new EnginePlayer());
    }
}
