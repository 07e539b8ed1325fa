package io.headroom.cli.install;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the adapters of single tools let a user choose, for {@code install apply} and {@code wrap} alike. */
public final class ToolChoices {
    @Option(
            names = "--tool-search",
            paramLabel = "MODE",
            description = "claude: true, false, auto or auto:N; by default true.")
    private @Nullable String toolSearch;

    @Option(names = "--first-party", description = "claude: claim that the proxy is the provider; modes off and audit.")
    private boolean firstParty;

    @Option(
            names = "--codex-provider",
            description = "codex: a provider of its own, so that requests name the project.")
    private boolean codexProvider;

    @Option(names = "--openclaw-betas", paramLabel = "LIST", description = "openclaw: the header anthropic-beta.")
    private @Nullable String openclawBetas;

    @Option(
            names = {"--provider-id", "--gateway-provider-id"},
            paramLabel = "ID",
            description = "openclaw: only this provider of its file. Repeatable.")
    private List<String> providerIds = new ArrayList<>();

    @Option(names = "--provider-type", paramLabel = "TYPE", description = "copilot: anthropic or openai.")
    private @Nullable String providerType;

    @Option(names = "--wire-api", paramLabel = "API", description = "copilot: completions or responses.")
    private @Nullable String wireApi;

    /** Made by the parser of the command line. */
    public ToolChoices() {}

    /** What was chosen, by the names that adapters know. */
    public Map<String, List<String>> chosen() {
        Map<String, List<String>> choices = new LinkedHashMap<>();
        put(choices, "tool-search", toolSearch);
        if (firstParty) {
            choices.put("first-party", List.of());
        }
        if (codexProvider) {
            choices.put("codex-provider", List.of());
        }
        put(choices, "openclaw-betas", openclawBetas);
        if (!providerIds.isEmpty()) {
            choices.put("provider-id", List.copyOf(providerIds));
        }
        put(choices, "provider-type", providerType);
        put(choices, "wire-api", wireApi);
        return choices;
    }

    private static void put(Map<String, List<String>> choices, String name, @Nullable String value) {
        if (value != null) {
            choices.put(name, List.of(value));
        }
    }
}
