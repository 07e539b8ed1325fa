package org.example.opencode;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.testkit.EnginePlayer;
import java.util.Optional;

/** Everything that Headroom asks of an adapter is in the contract; the plugin only says what its tool looks like on a machine. */
class OpenCodeAdapterTest extends ProviderAdapterContract {
    @Override
    protected ProviderAdapter adapter() {
        return new OpenCodeAdapter();
    }

    @Override
    protected void install(FakeHost host) {
        host.withExecutable("opencode");
    }

    @Override
    protected void configure(FakeHost host) {
        host.withFile(".config/opencode/opencode.json", "{\n  // mine\n  \"theme\": \"dark\",\n}\n");
    }

    @Override
    protected Optional<ChangePlayer> player() {
        return Optional.of(new EnginePlayer());
    }
}
