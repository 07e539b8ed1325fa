package io.headroom.cli.unwrap;

import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.provider.Wiring.FoundBaseUrl;
import io.headroom.cli.unwrap.UnwrapCommand.Records;
import io.headroom.deploy.Parts;
import io.headroom.deploy.Unwired;
import io.headroom.deploy.identity.PortCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Addresses in a tool's configuration that lead to a proxy like ours, and that no record names: they are shown and stay (PV-1002). */
final class Strangers {
    private final List<ProviderAdapter> adapters;
    private final Parts parts;
    private final Set<Integer> ports = new LinkedHashSet<>(Set.of(PortCheck.USUAL_PORT));

    Strangers(List<ProviderAdapter> adapters, Parts parts, Records records) {
        this.adapters = List.copyOf(adapters);
        this.parts = parts;
        records.profiles().forEach(one -> ports.add(one.manifest().port()));
    }

    /** Those of a tool, apart from what is being undone just now. */
    List<String> of(String tool, List<Unwired> undone) {
        List<String> found = new ArrayList<>();
        for (ProviderAdapter adapter : adapters) {
            if (adapter.id().equals(tool)) {
                try {
                    adapter.baseUrls(wiring(), parts.host()).stream()
                            .filter(this::leadsToUs)
                            .filter(url -> !isUndone(url, undone))
                            .map(url -> url.place() + ": " + BaseUrl.masked(url.url()))
                            .distinct()
                            .forEach(found::add);
                } catch (RuntimeException broken) {
                    found.add("its plugin failed: " + broken.getMessage());
                }
            }
        }
        return found;
    }

    private boolean leadsToUs(FoundBaseUrl found) {
        return BaseUrl.of(found.url())
                .filter(url -> url.isLoopback() && ports.contains(url.port()))
                .isPresent();
    }

    /** In a preview our own values stand there still. */
    private static boolean isUndone(FoundBaseUrl found, List<Unwired> undone) {
        return undone.stream()
                .flatMap(one -> one.undone().stream())
                .anyMatch(part ->
                        found.place().startsWith(part.place()) || part.keys().contains(found.place()));
    }

    private Wiring wiring() {
        return new Wiring(
                Wiring.Purpose.INSTALL,
                "default",
                Scope.USER,
                URI.create("http://127.0.0.1:" + PortCheck.USUAL_PORT),
                parts.host().home(),
                "",
                List.of(),
                Map.of(),
                Set.of());
    }
}
