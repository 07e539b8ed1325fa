package io.headroom.provider.openclaw;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wires OpenClaw by the addresses in its map of providers. Its gateway outlives the terminal, so one run is wired in the file, too. We edit
 * ourselves, as its own command strips comments; see <a href="https://docs.openclaw.ai/gateway/configuration">its manual</a>.
 */
public final class OpenClawAdapter implements ProviderAdapter {
    static final String ID = "openclaw";
    /** It lets running answers end first. */
    private static final Duration RESTART = Duration.ofMinutes(2);
    /** It takes a second, and on a busy machine more than 15: no answer would count as a refusal. */
    private static final Duration VALIDATION = Duration.ofSeconds(60);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "OpenClaw";
    }

    @Override
    public Detection detect(Host host) {
        OpenClawFiles files = new OpenClawFiles(host);
        Optional<Path> executable = host.executable(ID);
        List<String> evidence = new ArrayList<>();
        executable.ifPresent(path -> evidence.add(ID + " is " + path));
        Stream.of(files.folder(), files.config())
                .filter(Files::exists)
                .forEach(path -> evidence.add(path + " is there"));
        return new Detection(
                evidence.isEmpty() ? Detection.Presence.ABSENT : Detection.Presence.INSTALLED,
                executable,
                List.of(files.config()),
                evidence);
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return Capability.of(Capability.Means.FILE);
    }

    @Override
    public List<LostFeature> lost() {
        String measured = "measured with OpenClaw 2026.9.6";
        return List.of(
                new LostFeature(
                        "The header anthropic-beta, which OpenClaw sends by itself",
                        measured,
                        Optional.of("--openclaw-betas LIST"),
                        Optional.empty()),
                new LostFeature(
                        "service_tier, store and hints for the prompt cache",
                        measured,
                        Optional.empty(),
                        Optional.of("on routes in the style of OpenAI")),
                new LostFeature(
                        "The native Codex runtime, which bypasses the map of providers",
                        measured,
                        Optional.empty(),
                        Optional.of("its requests go on, but not through the proxy")));
    }

    @Override
    public Map<String, String> baseUrlVariables() {
        return Map.of("OPENAI_BASE_URL", "openai");
    }

    @Override
    public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
        Config config = Config.read(host);
        List<Wiring.FoundBaseUrl> found = new ArrayList<>();
        for (Provider provider : new Providers(wiring, config).chosen()) {
            provider.url(config)
                    .ifPresent(url -> found.add(new Wiring.FoundBaseUrl(
                            ID,
                            provider.upstream(),
                            url,
                            provider.address().orElseThrow().place())));
        }
        found.addAll(ProviderAdapter.super.baseUrls(wiring, host));
        return found;
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        if (detect(host).presence() == Detection.Presence.ABSENT) {
            return Wired.skipped("it is not installed");
        }
        Config config = Config.read(host);
        if (!config.broken().isEmpty()) {
            return Wired.skipped(config.broken().get(0).sentence());
        }
        Providers providers = new Providers(wiring, config);
        if (providers.chosen().isEmpty()) {
            return Wired.skipped("neither a key nor a model names a provider whose upstream is known");
        }
        List<DocumentEdit> edits = new ArrayList<>();
        for (Provider provider : providers.chosen()) {
            if (!provider.isOursByVariable(wiring, config)) {
                edits.add(
                        DocumentEdit.text(DocumentEdit.pointer(List.of(provider.pointer())), provider.baseUrl(wiring)));
            }
        }
        wiring.choice("openclaw-betas")
                .ifPresent(betas ->
                        edits.add(DocumentEdit.text("/models/providers/anthropic/headers/anthropic-beta", betas)));
        if (edits.isEmpty()) {
            return Wired.skipped("a variable in " + config.file() + " leads to the proxy already");
        }
        Change edit = new Change.JsonEdit(
                ChangeInfo.wiring(wiring.profile(), ID, "config", "sends OpenClaw to " + wiring.proxy()),
                config.file(),
                Change.JsonSyntax.JSON5,
                edits);
        Wired wired = Wired.by(edit).note(notes(wiring, providers).toArray(String[]::new));
        return host.executable(ID)
                .map(program -> wired.checkedBy(
                        CommandLine.of(program.toString(), "config", "validate").within(VALIDATION)))
                .orElse(wired);
    }

    private static List<String> notes(Wiring wiring, Providers providers) {
        List<String> notes = new ArrayList<>();
        providers.leftAlone().forEach((id, reason) -> notes.add("the provider " + id + " is left alone: " + reason));
        if (wiring.scope() == Scope.SYSTEM) {
            notes.add("OpenClaw is wired in its file, so other accounts of this machine need their own apply");
        }
        if (wiring.asks(Wiring.Option.MCP)) {
            notes.add("--mcp is left out: nothing of Headroom runs inside OpenClaw");
        }
        return notes;
    }

    @Override
    public Optional<CommandLine> restart(Host host) {
        return host.executable("openclaw")
                .map(program ->
                        CommandLine.of(program.toString(), "gateway", "restart").within(RESTART));
    }

    @Override
    public boolean outlivesItsRun() {
        return true;
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        return Launch.of(host.executable(ID), wiring.arguments());
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return Launch.of(host.executable(ID), wiring.arguments());
    }

    @Override
    public List<Finding> inspect(Wiring wiring, Host host) {
        return new OpenClawInspection(wiring, host).findings();
    }
}
