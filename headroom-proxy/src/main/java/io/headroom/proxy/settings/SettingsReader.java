package io.headroom.proxy.settings;

import io.headroom.compress.Stores;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.ProxySettings.Access;
import io.headroom.proxy.ProxySettings.Compression;
import io.headroom.proxy.ProxySettings.Deployment;
import io.headroom.proxy.ProxySettings.Limits;
import io.headroom.proxy.ProxySettings.Log;
import io.headroom.proxy.ProxySettings.Parts;
import io.headroom.proxy.ProxySettings.Plugins;
import io.headroom.proxy.ProxySettings.Pool;
import io.headroom.proxy.ProxySettings.Proxy;
import io.headroom.proxy.ProxySettings.Retrieval;
import io.headroom.proxy.ProxySettings.Store;
import io.headroom.proxy.ProxySettings.Timing;
import io.headroom.proxy.ProxySettings.Upstream;
import io.headroom.proxy.ProxySettings.UpstreamKeys;
import io.headroom.proxy.address.BaseUrl;
import io.headroom.proxy.address.LoopbackName;
import io.headroom.proxy.address.PeerRanges;
import io.headroom.proxy.upstream.ProxyRoute;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts the tables together, and checks what no value can be checked for alone. Reads the token's file and no other. */
public final class SettingsReader {
    private static final List<String> UPSTREAMS =
            List.of("anthropic", "openai", "chatgpt", "gemini", "cloudcode", "vertex", "bedrock");
    private static final int LEAST_TOKEN = 16;
    private static final int LONGEST_TENANT = 128;

    private final SettingValues values;
    private final Map<String, Map<String, String>> pluginSettings;
    private final Optional<Path> workspace;
    private final Supplier<List<String>> gateways;

    /** Takes the values, the settings of plugins by id, and what the word {@code gateway} stands for. */
    public SettingsReader(
            SettingValues values,
            Map<String, Map<String, String>> pluginSettings,
            Optional<Path> workspace,
            Supplier<List<String>> gateways) {
        this.gateways = gateways;
        this.values = values;
        this.pluginSettings = pluginSettings;
        this.workspace = workspace;
    }

    /** Reads all tables; faults go to the values. */
    public Parts read() {
        Parts parts = new Parts(
                proxy(),
                compression(),
                new Retrieval(Retrieval.Channel.valueOf(
                        values.choice("retrieval.channel").toUpperCase(Locale.ROOT))),
                store(),
                upstream(),
                log(),
                plugins());
        checkUnused();
        return parts;
    }

    private Store store() {
        Optional<String> url = values.text("store.url");
        if (url.isPresent() && !Stores.supports(url.get())) {
            values.fault(
                    "store.url",
                    "not a database that Headroom knows; give one such as jdbc:postgresql://host/database?user=headroom");
        }
        String tenant = values.text("store.tenant").orElse("");
        if (tenant.length() > LONGEST_TENANT || tenant.chars().anyMatch(Character::isISOControl)) {
            values.fault("store.tenant", "not a name of at most " + LONGEST_TENANT + " characters in one line");
        }
        return new Store(url, tenant, values.size("store.max-bytes"));
    }

    private Proxy proxy() {
        Access access = access();
        String host = values.text("proxy.host").orElse("127.0.0.1");
        if (!LoopbackName.matches(host)
                && access.token().isEmpty()
                && access.localPeers().isEmpty()) {
            values.fault(
                    "proxy.host",
                    "an address beyond loopback needs proxy.token-file (at least 16 characters) or proxy.local-peers");
        }
        return new Proxy(
                host,
                values.integer("proxy.port"),
                new Deployment(
                        values.text("proxy.profile"),
                        values.text("proxy.preset"),
                        values.text("proxy.runtime").map(name -> name.equals("python") ? "jvm" : name),
                        values.text("proxy.supervisor"),
                        values.text("proxy.scope")),
                access,
                new Limits(values.integer("proxy.limit-concurrency"), values.size("proxy.max-body-bytes")),
                values.duration("proxy.drain-seconds"),
                values.duration("proxy.bind-wait-seconds"),
                values.duration("proxy.idle-exit-seconds"),
                values.choice("proxy.websocket").equals("relay"),
                values.flag("proxy.stateless"));
    }

    private Access access() {
        List<String> origins = values.list("proxy.allowed-origins");
        for (String origin : origins) {
            if (BaseUrl.origin(origin).isEmpty()) {
                values.fault(
                        "proxy.allowed-origins",
                        "not an origin: " + origin + "; give one such as https://app.example.com");
            }
        }
        return new Access(
                values.list("proxy.allowed-hosts"),
                origins,
                ranges("proxy.local-peers"),
                ranges("proxy.trusted-gateways"),
                token());
    }

    private List<String> ranges(String key) {
        List<String> ranges = new ArrayList<>();
        for (String item : values.list(key)) {
            if (item.equalsIgnoreCase("gateway")) {
                List<String> found = gateways.get();
                if (found.isEmpty()) {
                    values.fault(key, "the default gateway is not known here; give its address");
                }
                ranges.addAll(found);
            } else if (PeerRanges.parse(item).isPresent()) {
                ranges.add(item);
            } else {
                values.fault(key, "not an address range: " + item + "; give one such as 172.17.0.0/16, or gateway");
            }
        }
        return ranges;
    }

    private Optional<String> token() {
        Optional<String> direct = values.text("proxy.token");
        Optional<Path> file = values.path("proxy.token-file");
        String key = direct.isPresent() ? "proxy.token" : "proxy.token-file";
        Optional<String> token = direct.or(() -> file.flatMap(this::tokenIn));
        if (token.filter(text -> text.length() < LEAST_TOKEN).isPresent()) {
            values.fault(key, "a token has at least " + LEAST_TOKEN + " characters");
        }
        if (token.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
            values.fault(key, "a token consists of printable ASCII characters without spaces");
        }
        return token;
    }

    private Optional<String> tokenIn(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            values.fault("proxy.token-file", "the file cannot be read: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private Compression compression() {
        int workers = values.integer("compression.max-workers");
        return new Compression(
                values.mode("compression.mode"),
                values.duration("compression.deadline-ms"),
                values.duration("compression.deadline-ms-per-mib"),
                values.duration("compression.cold-deadline-ms"),
                workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
                values.size("compression.max-body-bytes"),
                values.integer("compression.min-tokens"),
                values.list("compression.exclude-tools"),
                values.toolModes("compression.tool-profile"),
                new Compression.Outlines(
                        values.flag("compression.code-aware"),
                        values.choice("policy.source").equals("outline")));
    }

    private Upstream upstream() {
        Map<String, URI> urls = new LinkedHashMap<>();
        for (String name : UPSTREAMS) {
            values.url("upstream." + name + ".url").ifPresent(url -> urls.put(name, url));
        }
        List<String> allowed = new ArrayList<>();
        for (String item : values.list("upstream.allowed-upstreams")) {
            Optional<String> origin = BaseUrl.origin(item);
            origin.ifPresent(allowed::add);
            if (origin.isEmpty()) {
                values.fault(
                        "upstream.allowed-upstreams",
                        "not an origin: " + item + "; give one such as https://api.example.com");
            }
        }
        return new Upstream(
                urls,
                allowed,
                new Timing(
                        values.duration("upstream.connect-timeout-seconds"),
                        values.duration("upstream.request-timeout-seconds"),
                        values.duration("upstream.stream-idle-seconds")),
                new Pool(
                        values.integer("upstream.max-connections"),
                        values.integer("upstream.max-keepalive"),
                        values.duration("upstream.keepalive-expiry")),
                values.integer("upstream.retry-max-attempts"),
                values.flag("upstream.http2"),
                upstreamProxy(),
                values.list("upstream.no-proxy"),
                values.paths("upstream.ca-files"),
                keys());
    }

    private UpstreamKeys keys() {
        Map<String, String> service = new LinkedHashMap<>();
        if (values.flag("upstream.use-server-keys")) {
            for (String name : List.of("anthropic", "openai", "gemini")) {
                String key = "upstream." + name + ".key";
                values.text(key).ifPresent(text -> {
                    if (text.matches("[\\x21-\\x7e]+")) {
                        service.put(name, text);
                    } else {
                        values.fault(key, "a key consists of printable ASCII characters without spaces");
                    }
                });
            }
        }
        Map<String, String> bound = new LinkedHashMap<>();
        List<String> enabled = values.list("plugins.enable-plugin");
        for (String name : UPSTREAMS) {
            String key = "upstream." + name + ".auth";
            values.text(key).ifPresent(id -> {
                bound.put(name, id);
                if (!enabled.contains(id)) {
                    values.fault(
                            key, "this plugin sees credentials and runs only where plugins.enable-plugin names it");
                }
            });
        }
        return new UpstreamKeys(service, bound);
    }

    private Optional<String> upstreamProxy() {
        Optional<String> text = values.text("upstream.proxy");
        try {
            text.ifPresent(url -> ProxyRoute.of(url, List.of()));
            return text;
        } catch (IllegalArgumentException e) {
            // The cause is not repeated: it would show credentials.
            values.fault(
                    "upstream.proxy",
                    "not the URL of an HTTP proxy; give one such as http://proxy:3128, with user:password@ before the host"
                            + " if it asks for them, and other characters of these as %40 and the like");
            return Optional.empty();
        }
    }

    private Log log() {
        String word = values.choice("log.level");
        System.Logger.Level level = word.equals("warn")
                ? System.Logger.Level.WARNING
                : System.Logger.Level.valueOf(word.toUpperCase(Locale.ROOT));
        boolean silent = values.flag("proxy.stateless");
        return new Log(
                level,
                Log.Format.valueOf(values.choice("log.format").toUpperCase(Locale.ROOT)),
                values.path("log.dir").or(() -> inWorkspace("logs")).filter(dir -> !silent),
                values.size("log.max-bytes"),
                values.integer("log.files"),
                values.path("log.file").filter(file -> !silent));
    }

    private Plugins plugins() {
        return new Plugins(
                values.path("plugins.dir").or(() -> inWorkspace("plugins")),
                values.list("plugins.enable-plugin"),
                values.list("plugins.disable-plugin"),
                pluginSettings);
    }

    private Optional<Path> inWorkspace(String folder) {
        return workspace.map(path -> path.resolve(folder));
    }

    /** What has no effect yet still has to be well-formed: a typo must not wait for the version in which it starts to count. */
    private void checkUnused() {
        for (String key : List.of("compression.provider", "compression.llmlingua-device", "budget.period")) {
            values.choice(key);
        }
        for (String key : List.of(
                "proxy.takeover", "proxy.dashboard", "response-cache.enabled", "ledger.self-disable", "log.messages")) {
            values.flag(key);
        }
        for (String key : List.of("limits.rpm", "limits.tpm", "ledger.holdout")) {
            values.integer(key);
        }
        values.duration("response-cache.ttl");
        values.decimal("budget.usd");
        values.path("ledger.price-file");
    }

    /**
     * Notes an upstream that is the proxy itself, where the port is known already. The proxy looks once more when it starts; a user's
     * file is better told here, with the line.
     */
    public static void checkLoop(SettingValues values, ProxySettings settings) {
        int port = settings.proxy().port();
        settings.upstream().urls().forEach((name, url) -> {
            int target = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
            boolean own = LoopbackName.matches(url.getHost())
                    || url.getHost().equalsIgnoreCase(settings.proxy().host());
            if (port != 0 && target == port && own) {
                values.fault(
                        "upstream." + name + ".url", "this is the proxy's own address: requests would go in circles");
            }
        });
    }
}
