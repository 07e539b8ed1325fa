package io.headroom.provider.claude;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.ProviderAdapterContract;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.testkit.EnginePlayer;
import java.util.Map;
import java.util.Optional;

/** The contract of adapters, for Claude Code. */
final class ClaudeAdapterContractTest extends ProviderAdapterContract {
    @Override
    protected ProviderAdapter adapter() {
        return new ClaudeAdapter();
    }

    @Override
    protected void install(FakeHost host) {
        host.withExecutable("claude");
    }

    @Override
    protected void configure(FakeHost host) {
        host.withFile(".claude/settings.json", """
                {
                    "model": "opus",
                    "env": {"DISABLE_TELEMETRY": "1"},
                    "permissions": {"allow": ["Bash(git status)"]}
                }
                """).withFile(".claude.json", "{\"numStartups\":3}");
    }

    @Override
    protected Map<String, String> brokenFiles(FakeHost host) {
        return Map.of(
                ".claude/settings.json",
                "{\n  // telemetry\n  \"env\": {}\n}\n",
                ".claude.json",
                "{\"env\":",
                host.workingDirectory().toString().replace('\\', '/') + "/.claude/settings.local.json",
                "{\"permissions\":\n\"all\"}");
    }

    @Override
    protected Optional<ChangePlayer> player() {
        return Optional.of(new EnginePlayer());
    }
}
