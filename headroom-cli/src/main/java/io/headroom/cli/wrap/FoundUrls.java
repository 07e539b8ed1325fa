package io.headroom.cli.wrap;

import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The base URLs that a tool had before, without our own: an ephemeral proxy forwards to them, so that nobody's gateway is passed by. */
final class FoundUrls {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]", "0.0.0.0");

    private final ProviderAdapter adapter;
    private final List<Wiring.FoundBaseUrl> urls;
    private final Map<String, URI> upstreams = new LinkedHashMap<>();

    /** Looks for them; addresses of this machine at a port of ours are not somebody's gateway. */
    FoundUrls(ProviderAdapter adapter, Host host, List<Deployed.Deployment> deployments, OptionalInt chosen) {
        this.adapter = adapter;
        Set<Integer> ours = new TreeSet<>();
        deployments.forEach(deployment -> ours.add(deployment.port()));
        chosen.ifPresent(ours::add);
        ours.add(PortChoice.USUAL);
        host.variable("HEADROOM_WRAPPED")
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .ifPresent(ours::add);
        Wiring bare = bare(host, chosen.orElse(PortChoice.USUAL));
        urls = adapter.baseUrls(bare, host).stream()
                .filter(found -> !isOurs(found.url(), ours))
                .toList();
        for (Wiring.FoundBaseUrl found : urls) {
            address(found.url()).ifPresent(url -> upstreams.putIfAbsent(found.upstream(), url));
        }
        adapter.upstreams(bare, host).forEach(upstreams::put);
    }

    /** What is going to be asked for, as far as it is known before anything was looked for. */
    private static Wiring bare(Host host, int port) {
        return new Wiring(
                Wiring.Purpose.WRAP,
                "default",
                Scope.USER,
                URI.create("http://127.0.0.1:" + port),
                host.home(),
                "",
                List.of(),
                Map.of(),
                Set.of());
    }

    private static boolean isOurs(String text, Set<Integer> ours) {
        return address(text)
                .filter(url -> url.getHost() != null
                        && LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT))
                        && ours.contains(url.getPort()))
                .isPresent();
    }

    /** A URL as an upstream takes it: without the path of the API, which is part of what a client asks for. */
    private static Optional<URI> address(String text) {
        try {
            URI url = URI.create(BaseUrl.upstream(text));
            return url.getHost() == null ? Optional.empty() : Optional.of(url);
        } catch (IllegalArgumentException notAUrl) {
            return Optional.empty();
        }
    }

    /** All of them, strongest first. */
    List<Wiring.FoundBaseUrl> urls() {
        return urls;
    }

    /** Where a proxy for this tool should forward to, besides the usual. */
    Map<String, URI> upstreams() {
        return upstreams;
    }

    /** The options of a proxy for this tool. */
    List<String> flags(WrapOptions asked) {
        List<String> flags = new ArrayList<>();
        asked.mode().ifPresent(mode -> flags.addAll(List.of("--mode", mode.key())));
        upstreams.forEach((name, url) -> flags.addAll(List.of("--" + name + "-api-url", url.toString())));
        return flags;
    }

    /** What a deployment does not heed, whose upstreams are its own settings. */
    List<String> unheeded(boolean deployed) {
        if (!deployed) {
            return List.of();
        }
        return urls.stream()
                .map(found -> adapter.displayName() + " was sent to " + masked(found.url()) + " (" + found.place()
                        + "); behind this deployment it goes where the deployment forwards to.")
                .distinct()
                .toList();
    }

    private static String masked(String url) {
        return url.replaceAll("//[^/@]*@", "//***@");
    }
}
