package io.headroom.proxy;

import io.headroom.api.compress.Mode;
import io.headroom.compress.CompressionSettings;
import io.headroom.proxy.settings.NearestKey;
import io.headroom.proxy.settings.SettingValues;
import io.headroom.proxy.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of a proxy, checked and immutable. The parts carry the names of the tables in {@code headroom.toml}. Made by
 * {@link #builder()}, {@link #fromToml} or {@link SettingsResolver}; a fourth way would get around the checks.
 */
public final class ProxySettings {
    private final Parts parts;
    private final Optional<Path> workspace;
    private final List<SettingValue> values;

    private ProxySettings(Parts parts, Optional<Path> workspace, List<SettingValue> values) {
        this.parts = parts;
        this.workspace = workspace;
        this.values = values;
    }

    /**
     * All tables.
     *
     * @param proxy what listens, and who may come in
     * @param compression how far compression may go
     * @param retrieval how a model gets at what was left out
     * @param store where forms and originals are kept
     * @param upstream where requests go
     * @param log what is logged, and where
     * @param plugins which plugins run
     */
    public record Parts(
            Proxy proxy,
            Compression compression,
            Retrieval retrieval,
            Store store,
            Upstream upstream,
            Log log,
            Plugins plugins) {}

    /**
     * What listens, and who may come in.
     *
     * @param host the address to listen on
     * @param port the port; 0 for any free one
     * @param deployment what the instance was installed as
     * @param access who may come in
     * @param limits how much at a time
     * @param drain how long running answers may go on at a stop
     * @param bindWait how long to wait for a port that is taken
     * @param idleExit stop after that time without use; zero never does
     * @param websocket whether WebSockets should be relayed
     * @param stateless whether nothing may be written to disk
     */
    public record Proxy(
            String host,
            int port,
            Deployment deployment,
            Access access,
            Limits limits,
            Duration drain,
            Duration bindWait,
            Duration idleExit,
            boolean websocket,
            boolean stateless) {}

    /**
     * What the instance was installed as; it is told in health reports and means nothing else.
     *
     * @param profile the name of the deployment profile
     * @param preset how it was installed
     * @param runtime what runs it
     * @param supervisor what keeps it running
     * @param scope for whom it was installed
     */
    public record Deployment(
            Optional<String> profile,
            Optional<String> preset,
            Optional<String> runtime,
            Optional<String> supervisor,
            Optional<String> scope) {}

    /**
     * Who may come in.
     *
     * @param hosts names that the Host header may carry besides the loopback names
     * @param origins origins of web pages that may call, besides loopback ones
     * @param localPeers address ranges that count as this machine
     * @param trustedGateways address ranges whose {@code X-Forwarded-For} is believed
     * @param token the token that callers from elsewhere have to send
     */
    public record Access(
            List<String> hosts,
            List<String> origins,
            List<String> localPeers,
            List<String> trustedGateways,
            Optional<String> token) {
        /** Copies the lists. */
        public Access {
            hosts = List.copyOf(hosts);
            origins = List.copyOf(origins);
            localPeers = List.copyOf(localPeers);
            trustedGateways = List.copyOf(trustedGateways);
        }

        /** Does not show the token. */
        @Override
        public String toString() {
            return "Access[hosts=" + hosts + ", origins=" + origins + ", localPeers=" + localPeers
                    + ", trustedGateways=" + trustedGateways + ", token=" + (token.isPresent() ? "***" : "none") + "]";
        }
    }

    /**
     * How much at a time.
     *
     * @param concurrency exchanges at a time
     * @param maxBodyBytes the largest request body; 0 for no limit
     */
    public record Limits(int concurrency, long maxBodyBytes) {}

    /**
     * How far compression may go.
     *
     * @param mode the mode where a request does not say
     * @param deadline how long a request may wait
     * @param deadlinePerMebibyte the time added for each MiB of eligible text
     * @param coldDeadline how long a request may wait while the process is still slow after its start
     * @param workers threads that compress
     * @param maxBodyBytes larger model calls are relayed unread
     * @param minTokens smaller texts stay
     * @param excludedTools tools whose output is never touched
     * @param toolModes how far compression may go for single tools
     * @param outlines what may become of source code
     */
    public record Compression(
            Mode mode,
            Duration deadline,
            Duration deadlinePerMebibyte,
            Duration coldDeadline,
            int workers,
            long maxBodyBytes,
            int minTokens,
            List<String> excludedTools,
            Map<String, Mode> toolModes,
            Outlines outlines) {
        /**
         * What may become of source code.
         *
         * @param enabled whether it may be shortened to an outline at all
         * @param files whether mode aggressive may do that to files that an agent reads, too
         */
        public record Outlines(boolean enabled, boolean files) {}

        /** Copies the collections. */
        public Compression {
            excludedTools = List.copyOf(excludedTools);
            toolModes = Map.copyOf(toolModes);
        }
    }

    /**
     * How a model gets at what was left out.
     *
     * @param channel who reads it
     */
    public record Retrieval(Channel channel) {
        /** Who reads what was left out. */
        public enum Channel {
            /** The client, by the shell or the tool that its request offers. */
            CLIENT,
            /** The proxy, by a tool that it adds. */
            PROXY,
            /** Nobody: only lossless forms are used. */
            OFF
        }
    }

    /**
     * Where forms and originals are kept.
     *
     * @param url a JDBC URL; without one a file in the workspace
     * @param tenant whose originals these are; empty where there is only one
     * @param maxBytes the largest size
     */
    public record Store(Optional<String> url, String tenant, long maxBytes) {}

    /**
     * Where requests go.
     *
     * @param urls the base URL of each upstream that has one, by name, without a trailing slash or {@code /v1}
     * @param allowed origins that a request may choose, with their ports
     * @param timing how long things may take
     * @param pool how many connections there may be
     * @param retryMaxAttempts how often to try to connect
     * @param http2 whether HTTP/2 may be spoken
     * @param proxy the HTTP proxy that leads to upstreams
     * @param noProxy hosts that are reached without the proxy
     * @param caFiles certificate authorities to trust besides the known ones
     * @param keys whose credentials requests carry besides the client's own
     */
    public record Upstream(
            Map<String, URI> urls,
            List<String> allowed,
            Timing timing,
            Pool pool,
            int retryMaxAttempts,
            boolean http2,
            Optional<String> proxy,
            List<String> noProxy,
            List<Path> caFiles,
            UpstreamKeys keys) {
        /** Copies the collections. */
        public Upstream {
            urls = Map.copyOf(urls);
            allowed = List.copyOf(allowed);
            noProxy = List.copyOf(noProxy);
            caFiles = List.copyOf(caFiles);
        }

        /**
         * The base URL of an upstream.
         *
         * @param name such as {@code anthropic}
         * @return its URL, if it has one
         */
        public Optional<URI> url(String name) {
            return Optional.ofNullable(urls.get(name));
        }
    }

    /**
     * Whose credentials requests carry besides the client's own.
     *
     * @param service the service's own keys by upstream, for local requests without a credential; empty unless that is wanted
     * @param plugins the id of the plugin that alone sets the credentials, by upstream
     */
    public record UpstreamKeys(Map<String, String> service, Map<String, String> plugins) {
        /** Copies the maps. */
        public UpstreamKeys {
            service = Map.copyOf(service);
            plugins = Map.copyOf(plugins);
        }

        /** Does not show the keys. */
        @Override
        public String toString() {
            return "UpstreamKeys[service=" + service.keySet() + ", plugins=" + plugins + "]";
        }
    }

    /**
     * How long things may take.
     *
     * @param connect a connection
     * @param request until the header of the answer
     * @param streamIdle the longest silence inside an answer
     */
    public record Timing(Duration connect, Duration request, Duration streamIdle) {}

    /**
     * How many connections to one upstream there may be.
     *
     * @param most at a time
     * @param idle kept while nobody uses them
     * @param expiry how long an idle one is kept
     */
    public record Pool(int most, int idle, Duration expiry) {}

    /**
     * What is logged, and where.
     *
     * @param level the least important level that is logged
     * @param format how lines are written
     * @param dir the folder of the log files; empty if there are none
     * @param maxBytes the size at which a file is put aside
     * @param files how many files are kept
     * @param requests a file that gets one JSON line for each model call
     */
    public record Log(
            System.Logger.Level level,
            Format format,
            Optional<Path> dir,
            long maxBytes,
            int files,
            Optional<Path> requests) {
        /** How lines are written. */
        public enum Format {
            /** One JSON object a line. */
            JSON,
            /** For people. */
            TEXT
        }
    }

    /**
     * Which plugins run.
     *
     * @param dir the folder of plugins; empty if there is none
     * @param enabled plugins that see traffic and may run
     * @param disabled plugins that must not run
     * @param settings settings of single plugins, by id
     */
    public record Plugins(
            Optional<Path> dir,
            List<String> enabled,
            List<String> disabled,
            Map<String, Map<String, String>> settings) {
        /** Copies the collections. */
        public Plugins {
            enabled = List.copyOf(enabled);
            disabled = List.copyOf(disabled);
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a configuration file.
     *
     * @param file the file
     * @return the settings: the file's over the defaults, without a workspace
     * @throws InvalidSettingsException with every fault, if there is one
     */
    public static ProxySettings fromToml(Path file) {
        return new SettingsResolver(Map.of(), Map.of(), Optional.of(file), Optional.empty())
                .resolve()
                .settings();
    }

    static ProxySettings read(
            SettingValues values,
            Map<String, Map<String, String>> pluginSettings,
            Optional<Path> workspace,
            Supplier<List<String>> gateways) {
        Parts parts = new SettingsReader(values, pluginSettings, workspace, gateways).read();
        return new ProxySettings(parts, workspace, values.all());
    }

    /**
     * What listens, and who may come in.
     *
     * @return the table {@code proxy}
     */
    public Proxy proxy() {
        return parts.proxy();
    }

    /**
     * How far compression may go.
     *
     * @return the table {@code compression}
     */
    public Compression compression() {
        return parts.compression();
    }

    /**
     * How a model gets at what was left out.
     *
     * @return the table {@code retrieval}
     */
    public Retrieval retrieval() {
        return parts.retrieval();
    }

    /**
     * Where forms and originals are kept.
     *
     * @return the table {@code store}
     */
    public Store store() {
        return parts.store();
    }

    /**
     * Where requests go.
     *
     * @return the table {@code upstream}
     */
    public Upstream upstream() {
        return parts.upstream();
    }

    /**
     * What is logged, and where.
     *
     * @return the table {@code log}
     */
    public Log log() {
        return parts.log();
    }

    /**
     * Which plugins run.
     *
     * @return the table {@code plugins}
     */
    public Plugins plugins() {
        return parts.plugins();
    }

    /**
     * The folder for what the proxy writes.
     *
     * @return empty if nothing may be written
     */
    public Optional<Path> workspace() {
        return parts.proxy().stateless() ? Optional.empty() : workspace;
    }

    /**
     * Each value with its origin, to be shown.
     *
     * @return in the order of the catalog
     */
    public List<SettingValue> values() {
        return values;
    }

    /**
     * The settings of the compression engine.
     *
     * @return what the tables {@code compression}, {@code policy} and {@code plugins} say, over the engine's defaults
     */
    public CompressionSettings engine() {
        Compression from = compression();
        CompressionSettings defaults = CompressionSettings.defaults();
        var limits = new CompressionSettings.Limits(
                from.minTokens(),
                defaults.limits().maxCharacters(),
                defaults.limits().memoBytes());
        var budget = new CompressionSettings.Budget(
                from.deadline(),
                from.deadlinePerMebibyte(),
                defaults.budget().most(),
                from.coldDeadline(),
                from.workers(),
                defaults.budget().queue());
        return new CompressionSettings(
                from.mode(),
                limits,
                budget,
                from.excludedTools(),
                from.toolModes(),
                forCompressors(from.outlines()),
                from.outlines().enabled() && from.outlines().files());
    }

    /** The settings of plugins by id; what the table {@code plugins.code} says itself counts more. */
    private Map<String, Map<String, String>> forCompressors(Compression.Outlines outlines) {
        Map<String, Map<String, String>> settings =
                new LinkedHashMap<>(plugins().settings());
        if (outlines.enabled()) {
            Map<String, String> code = new LinkedHashMap<>(Map.of("enabled", "true"));
            code.putAll(settings.getOrDefault("code", Map.of()));
            settings.put("code", Map.copyOf(code));
        }
        return settings;
    }

    /** These settings, with the values of others where a running proxy heeds them: what the catalog marks as such. */
    ProxySettings reloaded(ProxySettings next) {
        Proxy proxy = proxy();
        Log log = log();
        Parts merged = new Parts(
                new Proxy(
                        proxy.host(),
                        proxy.port(),
                        proxy.deployment(),
                        proxy.access(),
                        next.proxy().limits(),
                        next.proxy().drain(),
                        proxy.bindWait(),
                        proxy.idleExit(),
                        proxy.websocket(),
                        proxy.stateless()),
                compression(),
                retrieval(),
                store(),
                upstream(),
                new Log(
                        next.log().level(),
                        next.log().format(),
                        log.dir(),
                        log.maxBytes(),
                        log.files(),
                        log.requests()),
                plugins());
        List<SettingValue> shown = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            boolean reloads = values.get(i).setting().reloads();
            shown.add(reloads ? next.values.get(i) : values.get(i));
        }
        return new ProxySettings(merged, workspace, List.copyOf(shown));
    }

    /** Collects settings; {@link #build()} checks them all at once. Not thread-safe. */
    public static final class Builder {
        private final Map<String, String> given = new LinkedHashMap<>();
        private final Map<String, Map<String, String>> pluginSettings = new LinkedHashMap<>();
        private Optional<Path> workspace = Optional.empty();

        private Builder() {}

        /**
         * Sets any setting.
         *
         * @param key its key, such as {@code upstream.max-connections}
         * @param value its value, as text in the spelling of the configuration file
         * @return this builder
         */
        public Builder set(String key, String value) {
            given.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Where to listen.
         *
         * @param host the address
         * @param port the port; 0 for any free one
         * @return this builder
         */
        public Builder bind(String host, int port) {
            return set("proxy.host", host).set("proxy.port", Integer.toString(port));
        }

        /**
         * Where requests to an upstream go.
         *
         * @param name such as {@code anthropic}
         * @param url its base URL
         * @return this builder
         */
        public Builder upstream(String name, URI url) {
            return set("upstream." + name + ".url", url.toString());
        }

        /**
         * How far compression may go.
         *
         * @param mode the mode where a request does not say
         * @return this builder
         */
        public Builder mode(Mode mode) {
            return set("compression.mode", mode.key());
        }

        /**
         * The token that callers from elsewhere have to send.
         *
         * @param token at least 16 characters
         * @return this builder
         */
        public Builder token(String token) {
            return set("proxy.token", token);
        }

        /**
         * The folder for what the proxy writes.
         *
         * @param folder made when it is needed
         * @return this builder
         */
        public Builder workspace(Path folder) {
            workspace = Optional.of(folder);
            return this;
        }

        /**
         * Writes nothing to disk.
         *
         * @return this builder
         */
        public Builder stateless() {
            return set("proxy.stateless", "true");
        }

        /**
         * A setting of a plugin.
         *
         * @param id the plugin's id
         * @param name the setting's name
         * @param value the setting's value
         * @return this builder
         */
        public Builder plugin(String id, String name, String value) {
            pluginSettings.computeIfAbsent(id, key -> new LinkedHashMap<>()).put(name, value);
            return this;
        }

        /**
         * Checks everything.
         *
         * @return the settings
         * @throws InvalidSettingsException with every fault, if there is one
         */
        public ProxySettings build() {
            Map<String, SettingValue> values = new LinkedHashMap<>();
            for (Setting setting : SettingsCatalog.all()) {
                String text = given.get(setting.key());
                SettingOrigin.Kind kind = text == null ? SettingOrigin.Kind.DEFAULT : SettingOrigin.Kind.PROGRAM;
                String value = text == null ? setting.fallback().orElse("") : text;
                values.put(setting.key(), new SettingValue(setting, value, new SettingOrigin(kind, "")));
            }
            SettingValues typed = new SettingValues(values);
            for (String key : given.keySet()) {
                if (!values.containsKey(key)) {
                    String near = NearestKey.to(key)
                            .map(known -> String.format(Locale.ROOT, "; did you mean %s?", known))
                            .orElse("");
                    typed.faults()
                            .add(new InvalidSettingsException.Fault(
                                    key, given.get(key), "there is no such setting" + near, Optional.empty()));
                }
            }
            ProxySettings settings = read(typed, pluginSettings, workspace, List::of);
            if (!typed.faults().isEmpty()) {
                throw new InvalidSettingsException(typed.faults());
            }
            return settings;
        }
    }
}
