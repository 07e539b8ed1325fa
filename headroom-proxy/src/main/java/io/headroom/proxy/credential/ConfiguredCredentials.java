package io.headroom.proxy.credential;

import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The credentials that the settings ask for. A plugin that is bound to an upstream sets them alone (PX-1502); else the client's go up as
 * they came, and where a local request has none, the service's key may be added (PX-409). Owns the threads of the plugins. Thread-safe.
 */
public final class ConfiguredCredentials implements UpstreamCredentials, AutoCloseable {
    private final Map<String, String> keys;
    private final Predicate<RequestHead> local;
    private final Map<String, AuthPlugin> plugins = new TreeMap<>();

    /** Takes the settings, the plugins that there are, who counts as local, and what names of threads begin with. */
    public ConfiguredCredentials(
            ProxySettings.UpstreamKeys settings,
            List<? extends UpstreamAuth> available,
            Predicate<RequestHead> local,
            String threadPrefix) {
        this.keys = settings.service();
        this.local = local;
        settings.plugins().forEach((upstream, id) -> {
            Optional<UpstreamAuth> plugin = available.stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .map(UpstreamAuth.class::cast)
                    .findFirst();
            plugins.put(upstream, new AuthPlugin(id, plugin, threadPrefix + "auth-" + upstream + "-"));
        });
    }

    @Override
    public boolean askedFor(Outbound request) {
        return plugins.containsKey(request.upstreamName());
    }

    @Override
    public List<Header> fields(Outbound request) {
        String key = keys.get(request.upstreamName());
        if (key == null || ClientCredential.in(request.target(), request.headers()) || !local.test(request.head())) {
            return request.headers();
        }
        List<Header> fields = new ArrayList<>(request.headers());
        fields.add(
                switch (request.upstreamName()) {
                    case "anthropic" -> new Header("x-api-key", key);
                    case "gemini" -> new Header("x-goog-api-key", key);
                    default -> new Header("Authorization", "Bearer " + key);
                });
        return fields;
    }

    @Override
    public void ask(Outbound request, Answer answer) {
        plugins.get(request.upstreamName()).ask(request, answer);
    }

    /** What is wrong with plugins at present, for the health report. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        plugins.forEach((upstream, plugin) ->
                plugin.trouble().ifPresent(text -> troubles.add("upstream." + upstream + ".auth: " + text)));
        return troubles;
    }

    /** Ends the threads of the plugins; one that hangs is left to itself. */
    @Override
    public void close() {
        plugins.values().forEach(AuthPlugin::close);
    }
}
