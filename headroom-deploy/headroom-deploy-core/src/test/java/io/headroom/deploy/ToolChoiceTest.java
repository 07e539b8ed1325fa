package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.provider.Wiring.Option;
import io.headroom.api.supervise.Preset;
import io.headroom.deploy.DeployException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which tools are wired together, and what keeps two of them from it. */
@Tag("PV-202")
class ToolChoiceTest {
    private Rig rig;

    @BeforeEach
    void makeMachine() throws IOException {
        rig = new Rig().withEnvironment("SHELL", "/bin/bash");
        rig.host().withFile(".bashrc", "# mine\n");
    }

    /** A tool that is told its address by variables alone. */
    private record ByVariables(String id, Map<String, String> templates) implements ProviderAdapter {
        @Override
        public String displayName() {
            return id;
        }

        @Override
        public Detection detect(Host host) {
            return Detection.ofExecutable(host, id);
        }

        @Override
        public Capability capability(Scope scope, Host host) {
            return scope == Scope.PROVIDER
                    ? new Capability(Capability.Means.NONE, "no file to edit")
                    : Capability.of(Capability.Means.ENVIRONMENT);
        }

        @Override
        public Map<String, String> baseUrlVariables() {
            return Map.of(id.toUpperCase(java.util.Locale.ROOT) + "_URL", "light");
        }

        @Override
        public Wired wire(Wiring wiring, Host host) {
            return Wired.by(templates);
        }

        @Override
        public Launch launch(Wiring wiring, Host host) {
            return Launch.of(host.executable(id), wiring.arguments());
        }

        @Override
        public Launch direct(Wiring wiring, Host host) {
            return launch(wiring, host);
        }
    }

    private void refused(String text, Scope scope, List<String> targets, Option... options) {
        SortedMap<String, String> before = rig.host().files();

        DeployException refused = assertThrows(
                DeployException.class, () -> rig.deployments().apply(naming(scope, targets, Set.of(options))));

        assertEquals(text, refused.getMessage());
        assertEquals(Kind.REFUSED, refused.kind());
        assertEquals(before, rig.host().files());
    }

    private ApplyRequest naming(Scope scope, List<String> targets, Set<Option> options) {
        ApplyRequest all = rig.request("default", Preset.PERSISTENT_SERVICE, scope, rig.port(), options);
        return new ApplyRequest(
                all.profile(),
                all.preset(),
                all.runtime(),
                scope,
                ApplyRequest.Providers.MANUAL,
                targets,
                all.port(),
                all.proxy(),
                Map.of(),
                all.limits(),
                all.image(),
                all.runAs(),
                all.timeout(),
                all.options(),
                all.choices(),
                all.whenStopped());
    }

    @Test
    @DisplayName(
            "PV-202: one message names every target that a scope cannot wire, in the order in which they were given")
    void namesAllThatAScopeCannotWire() {
        rig.withAdapter(new ByVariables("torch", Map.of())).withAdapter(new ByVariables("candle", Map.of()));

        refused(
                "Scope provider cannot wire torch, candle: no file to edit. Use --scope user.",
                Scope.PROVIDER,
                List.of("torch", "lamp", "candle", "torch"));
    }

    @Test
    @DisplayName(
            "PV-204: two former addresses of one upstream cannot both be forwarded to; a second profile is proposed")
    void chainsOneAddressForEachUpstream() {
        rig.withAdapter(new ByVariables("torch", Map.of("TORCH_URL", "x")))
                .withAdapter(new ByVariables("candle", Map.of("CANDLE_URL", "y")))
                .withEnvironment("TORCH_URL", "https://a.example")
                .withEnvironment("CANDLE_URL", "https://b.example");

        refused(
                "One profile forwards to one address for light: https://a.example or https://b.example (CANDLE_URL)."
                        + " Install a second profile for one of the tools, with --profile and --target.",
                Scope.USER,
                List.of("torch", "candle"),
                Option.CHAIN);
    }

    @Test
    @DisplayName("PV-501: two tools that need a variable in two ways are refused, both named; in one way they share it")
    void refusesContradictions() throws Exception {
        rig.withAdapter(new ByVariables("torch", Map.of("LIGHT", "http://127.0.0.1/v1")))
                .withAdapter(new ByVariables("candle", Map.of("LIGHT", "http://127.0.0.1")))
                .withAdapter(new ByVariables("lantern", Map.of("LIGHT", "http://127.0.0.1")));

        refused(
                "torch and candle need LIGHT in two ways, as http://127.0.0.1/v1 and as http://127.0.0.1. Choose one of"
                        + " them with --providers manual --target; the other one runs by 'headroom wrap'.",
                Scope.USER,
                List.of("torch", "candle"));

        rig.deployments().apply(naming(Scope.USER, List.of("candle", "lantern"), Set.of()));
        assertEquals(2, rig.text(".bashrc").split("LIGHT[+]set", -1).length, rig.text(".bashrc"));
    }

    @Test
    @DisplayName("PV-102: an adapter gets the mode, and what the user chose for its tool")
    void handsOverWhatWasChosen() throws Exception {
        List<Wiring> seen = new java.util.ArrayList<>();
        rig.withAdapter(new TorchTool() {
            @Override
            public Wired wire(Wiring wiring, Host host) {
                seen.add(wiring);
                return super.wire(wiring, host);
            }
        });
        ApplyRequest plain = naming(Scope.PROVIDER, List.of("torch"), Set.of());
        ApplyRequest request = new ApplyRequest(
                plain.profile(),
                plain.preset(),
                plain.runtime(),
                plain.scope(),
                plain.providers(),
                plain.targets(),
                plain.port(),
                new ApplyRequest.Proxy("audit", List.of()),
                plain.environment(),
                plain.limits(),
                plain.image(),
                plain.runAs(),
                plain.timeout(),
                plain.options(),
                Map.of("flame", List.of("blue", "red")),
                plain.whenStopped());

        rig.deployments().dryRun(request);

        assertEquals(Map.of("flame", List.of("blue", "red")), seen.get(0).choices());
        assertEquals(io.headroom.api.compress.Mode.AUDIT, seen.get(0).mode());
    }
}
