package io.headroom.proxy;

import static io.headroom.proxy.Setting.Type.BOOLEAN;
import static io.headroom.proxy.Setting.Type.CHOICE;
import static io.headroom.proxy.Setting.Type.DECIMAL;
import static io.headroom.proxy.Setting.Type.INTEGER;
import static io.headroom.proxy.Setting.Type.LIST;
import static io.headroom.proxy.Setting.Type.MILLISECONDS;
import static io.headroom.proxy.Setting.Type.PATH;
import static io.headroom.proxy.Setting.Type.PATHS;
import static io.headroom.proxy.Setting.Type.SECONDS;
import static io.headroom.proxy.Setting.Type.SIZE;
import static io.headroom.proxy.Setting.Type.TEXT;
import static io.headroom.proxy.Setting.Type.TOOL_MODES;
import static io.headroom.proxy.Setting.Type.URL;

import io.headroom.compress.CompressionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of the proxy, in the order in which the documentation lists them. Nothing else in the product knows a key, a flag, a
 * variable's name or a default.
 */
public final class SettingsCatalog {
    private static final List<String> UPSTREAMS =
            List.of("anthropic", "openai", "chatgpt", "gemini", "cloudcode", "vertex", "bedrock");
    private static final List<Setting> ALL = build();
    private static final Map<String, Alias> ALIASES = Map.of(
            "no-optimize", new Alias("no-optimize", "HEADROOM_OPTIMIZE", "compression.mode", "off"),
            "no-ccr-inject-tool",
                    new Alias("no-ccr-inject-tool", "HEADROOM_CCR_INJECT_TOOL", "retrieval.channel", "client"),
            "no-ccr-marker", new Alias("no-ccr-marker", "HEADROOM_CCR_MARKER", "retrieval.channel", "off"));

    private SettingsCatalog() {}

    /**
     * A flag that sets another setting to one fixed value.
     *
     * @param flag the flag without its dashes
     * @param environment the variable that does the same when it is false
     * @param key the key of the setting that it sets
     * @param value the value that it sets
     */
    public record Alias(String flag, String environment, String key, String value) {}

    /**
     * All settings.
     *
     * @return in the order of the documentation
     */
    public static List<Setting> all() {
        return ALL;
    }

    /**
     * Finds a setting by its key.
     *
     * @param key such as {@code proxy.port}
     * @return the setting
     */
    public static Optional<Setting> find(String key) {
        return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }

    /**
     * Finds a setting by its flag.
     *
     * @param flag the flag without its dashes
     * @return the setting; a {@code no-} form finds nothing
     */
    public static Optional<Setting> findFlag(String flag) {
        return ALL.stream()
                .filter(setting -> setting.flag().filter(flag::equals).isPresent())
                .findFirst();
    }

    /**
     * Flags that set another setting to one fixed value.
     *
     * @return by flag, without dashes
     */
    public static Map<String, Alias> aliases() {
        return ALIASES;
    }

    /**
     * Whether a flag of the Python Headroom has no meaning here and is accepted all the same.
     *
     * @param flag the flag without its dashes
     * @return whether to accept it with a warning
     */
    public static boolean legacyFlag(String flag) {
        return LegacyNames.flag(flag);
    }

    /**
     * Whether a variable of the Python Headroom has no meaning here and is accepted all the same.
     *
     * @param variable the name of an environment variable
     * @return whether to accept it with a warning
     */
    public static boolean legacyVariable(String variable) {
        return LegacyNames.variable(variable);
    }

    private static List<Setting> build() {
        List<Setting> all = new ArrayList<>();
        proxy(all);
        compression(all);
        upstream(all);
        later(all);
        logAndPlugins(all);
        return List.copyOf(all);
    }

    private static void proxy(List<Setting> all) {
        all.add(on(
                        "proxy.host",
                        TEXT,
                        "127.0.0.1",
                        "The address to listen on; beyond loopback it needs a token or local peers")
                .build());
        all.add(on("proxy.port", INTEGER, "8787", "The port to listen on; 0 takes any free one and prints it")
                .shortFlag('p')
                .variables("HEADROOM_PROXY_PORT")
                .range(0, 65535)
                .build());
        all.add(on("proxy.profile", TEXT, "", "The deployment profile that this instance belongs to")
                .variables("HEADROOM_DEPLOYMENT_PROFILE")
                .build());
        for (String part : List.of("preset", "runtime", "supervisor", "scope")) {
            all.add(on("proxy." + part, TEXT, "", "The " + part + " of the deployment, told in health reports")
                    .noFlag("HEADROOM_DEPLOYMENT_" + part.toUpperCase(Locale.ROOT))
                    .build());
        }
        all.add(on("proxy.allowed-hosts", LIST, "", "Names that the Host header may carry besides the loopback names")
                .build());
        all.add(on("proxy.allowed-origins", LIST, "", "Origins of web pages that may call, besides loopback ones")
                .variables("HEADROOM_CORS_ORIGINS", "HEADROOM_WS_ORIGINS")
                .build());
        all.add(on(
                        "proxy.local-peers",
                        LIST,
                        "",
                        "Address ranges (CIDR) that count as this machine; gateway stands for a container's default gateway")
                .build());
        all.add(on(
                        "proxy.trusted-gateways",
                        LIST,
                        "",
                        "Address ranges (CIDR), or gateway, whose X-Forwarded-For is believed")
                .variables("HEADROOM_PROXY_TRUSTED_GATEWAY_CIDRS")
                .build());
        all.add(on("proxy.token-file", PATH, "", "A file with the token that callers from elsewhere have to send")
                .build());
        all.add(on("proxy.token", TEXT, "", "The token itself; there is no flag, since command lines are public")
                .noFlag("HEADROOM_PROXY_TOKEN")
                .secret()
                .build());
        all.add(on("proxy.limit-concurrency", INTEGER, "4096", "Exchanges at a time; beyond it Headroom answers 503")
                .range(1, 1_000_000)
                .reloads()
                .build());
        all.add(on("proxy.max-body-bytes", SIZE, "0", "The largest request body; 0 sets no limit")
                .range(0, Long.MAX_VALUE)
                .reloads()
                .build());
        all.add(on("proxy.drain-seconds", SECONDS, "30", "How long running answers may go on at a stop")
                .range(0, 3600)
                .reloads()
                .build());
        all.add(on("proxy.bind-wait-seconds", SECONDS, "0", "How long to wait for a port that is taken")
                .range(0, 3600)
                .build());
        all.add(on("proxy.idle-exit-seconds", SECONDS, "0", "Stop after that time without use; 0 never does")
                .range(0, 31_536_000)
                .build());
        all.add(on("proxy.takeover", BOOLEAN, "false", "Take the port over from a running instance")
                .later("*")
                .build());
        all.add(on(
                        "proxy.websocket",
                        CHOICE,
                        "relay",
                        "Relay WebSockets, or answer 426 at once so that clients use HTTP")
                .choices("relay", "off")
                .later("relay")
                .build());
        all.add(on("proxy.dashboard", BOOLEAN, "true", "Serve the dashboard")
                .later("*")
                .build());
        all.add(on("proxy.stateless", BOOLEAN, "false", "Write nothing to disk: no run file, no administration")
                .build());
    }

    private static void compression(List<Setting> all) {
        CompressionSettings defaults = CompressionSettings.defaults();
        all.add(on("compression.mode", CHOICE, "balanced", "How far compression may go")
                .choices("lossless", "balanced", "aggressive", "audit", "off")
                .build());
        all.add(on("compression.deadline-ms", MILLISECONDS, "50", "How long a request may wait for compression")
                .flag("compression-deadline-ms")
                .range(0, 60_000)
                .build());
        all.add(on(
                        "compression.deadline-ms-per-mib",
                        MILLISECONDS,
                        "100",
                        "The time added for each MiB of eligible text")
                .flag("compression-deadline-ms-per-mib")
                .range(0, 1000)
                .build());
        all.add(on(
                        "compression.cold-deadline-ms",
                        MILLISECONDS,
                        "1000",
                        "How long a request may wait instead while Headroom has just started and is slow; 0 for no longer")
                .flag("compression-cold-deadline-ms")
                .range(0, 60_000)
                .build());
        all.add(on("compression.max-workers", INTEGER, "0", "Threads that compress; 0 takes one for each processor")
                .flag("compression-max-workers")
                .range(0, 1024)
                .build());
        all.add(on("compression.max-body-bytes", SIZE, "32MiB", "Larger model calls are relayed unread")
                .flag("compression-max-body-bytes")
                .range(0, 1L << 30)
                .build());
        all.add(on(
                        "compression.min-tokens",
                        INTEGER,
                        Integer.toString(defaults.limits().minTokens()),
                        "Smaller texts stay as they are")
                .range(0, 1_000_000)
                .build());
        all.add(on(
                        "compression.code-aware",
                        BOOLEAN,
                        "false",
                        "Shorten source code to outlines wherever something may be left out")
                .variables("HEADROOM_CODE_AWARE_ENABLED")
                .build());
        all.add(on(
                        "policy.source",
                        CHOICE,
                        "keep",
                        "Whether code-aware may also shorten files that an agent reads, in mode aggressive; set in the file alone")
                .fileOnly()
                .choices("keep", "outline")
                .build());
        all.add(on("compression.exclude-tools", LIST, "", "Tools whose output is never touched")
                .variables("HEADROOM_PROTECT_TOOL_RESULTS")
                .build());
        all.add(on("compression.tool-profile", TOOL_MODES, "", "How far compression may go for single tools")
                .variables("HEADROOM_TOOL_PROFILES")
                .build());
        all.add(on("compression.provider", CHOICE, "built-in", "An additional compressor for prose")
                .flag("compression-provider")
                .choices("built-in", "llmlingua")
                .later("llmlingua")
                .build());
        all.add(on("compression.llmlingua-device", CHOICE, "auto", "Where LLMLingua computes")
                .choices("auto", "cpu", "cuda", "mps")
                .later("*")
                .build());
        all.add(on("retrieval.channel", CHOICE, "client", "How a model gets at what was left out")
                .flag("retrieval")
                .choices("client", "proxy", "off")
                .build());
        all.add(on(
                        "store.url",
                        TEXT,
                        "",
                        "The JDBC URL of the store, jdbc:postgresql: for a team; without it a file in the workspace")
                .flag("store-url")
                .build());
        all.add(on(
                        "store.tenant",
                        TEXT,
                        "",
                        "Whose originals these are in a store that several share; no other tenant can read them")
                .flag("store-tenant")
                .build());
        all.add(on("store.max-bytes", SIZE, "2GiB", "How much the originals of shortened texts may take, deflated")
                .flag("store-max-bytes")
                .range(1 << 20, Long.MAX_VALUE)
                .build());
    }

    private static void upstream(List<Setting> all) {
        all.add(url(
                "anthropic", "https://api.anthropic.com", "ANTHROPIC_TARGET_API_URL", "ANTHROPIC_FOUNDRY_BASE_URL"));
        all.add(url("openai", "https://api.openai.com", "OPENAI_TARGET_API_URL"));
        all.add(url("chatgpt", "https://chatgpt.com", "CHATGPT_TARGET_API_URL"));
        all.add(url("gemini", "https://generativelanguage.googleapis.com", "GEMINI_TARGET_API_URL"));
        all.add(url("cloudcode", "https://cloudcode-pa.googleapis.com", "CLOUDCODE_TARGET_API_URL"));
        all.add(url("vertex", "", "VERTEX_TARGET_API_URL"));
        all.add(url("bedrock", "", "BEDROCK_TARGET_API_URL"));
        all.add(on("upstream.allowed-upstreams", LIST, "", "Origins that a request may choose with x-headroom-base-url")
                .build());
        all.add(on(
                        "upstream.use-server-keys",
                        BOOLEAN,
                        "false",
                        "Give local requests without any credential the service's own key")
                .build());
        key(all, "anthropic", "ANTHROPIC_API_KEY");
        key(all, "openai", "OPENAI_API_KEY");
        key(all, "gemini", "GEMINI_API_KEY");
        for (String upstream : UPSTREAMS) {
            all.add(on(
                            "upstream." + upstream + ".auth",
                            TEXT,
                            "",
                            "The plugin that alone sets the credentials for " + upstream
                                    + "; plugins.enable-plugin must name it, too")
                    .noFlag("HEADROOM_" + upstream.toUpperCase(Locale.ROOT) + "_AUTH")
                    .build());
        }
        all.add(on("upstream.connect-timeout-seconds", SECONDS, "10", "How long a connection may take")
                .range(1, 600)
                .build());
        all.add(on("upstream.request-timeout-seconds", SECONDS, "600", "How long until the header of the answer")
                .variables("HEADROOM_REQUEST_TIMEOUT")
                .range(1, 86_400)
                .build());
        all.add(on("upstream.stream-idle-seconds", SECONDS, "300", "The longest silence inside an answer")
                .range(1, 86_400)
                .build());
        all.add(on("upstream.retry-max-attempts", INTEGER, "3", "How often to try to connect")
                .range(1, 10)
                .build());
        all.add(on("upstream.http2", BOOLEAN, "false", "Speak HTTP/2 to upstreams that offer it; needs TLS")
                .build());
        all.add(on("upstream.max-connections", INTEGER, "4096", "Connections to upstreams at once")
                .range(1, 100_000)
                .build());
        all.add(on("upstream.max-keepalive", INTEGER, "100", "Idle connections to keep for one upstream")
                .range(0, 100_000)
                .build());
        all.add(on("upstream.keepalive-expiry", SECONDS, "60", "How long an idle connection is kept")
                .range(1, 3600)
                .build());
        all.add(on("upstream.proxy", TEXT, "", "The HTTP proxy that leads to upstreams; never used for loopback")
                .flag("upstream-proxy")
                .variables("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
                .build());
        all.add(on("upstream.no-proxy", LIST, "", "Hosts that are reached without the proxy")
                .flag("upstream-no-proxy")
                .variables("NO_PROXY", "no_proxy")
                .build());
        all.add(on("upstream.ca-files", PATHS, "", "Certificate authorities to trust besides the known ones")
                .flag("ca-file")
                .variables("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
                .build());
    }

    private static void later(List<Setting> all) {
        all.add(on("budget.usd", DECIMAL, "", "The most dollars to spend in a period")
                .flag("budget")
                .later("*")
                .build());
        all.add(on("budget.period", CHOICE, "daily", "The period of the budget")
                .flag("budget-period")
                .choices("hourly", "daily", "weekly", "monthly")
                .later("*")
                .build());
        all.add(on("limits.rpm", INTEGER, "0", "Requests a minute for one credential; 0 sets no limit")
                .range(0, Integer.MAX_VALUE)
                .later("*")
                .build());
        all.add(on("limits.tpm", INTEGER, "0", "Tokens a minute for one credential; 0 sets no limit")
                .range(0, Integer.MAX_VALUE)
                .later("*")
                .build());
        all.add(on("response-cache.enabled", BOOLEAN, "false", "Answer repeated requests from memory")
                .flag("response-cache")
                .later("*")
                .build());
        all.add(on("response-cache.ttl", SECONDS, "3600", "How long an answer is remembered")
                .flag("cache-ttl")
                .later("*")
                .build());
        all.add(on("ledger.holdout", INTEGER, "0", "Percent of sessions that are left alone for comparison")
                .range(0, 100)
                .later("*")
                .build());
        all.add(on("ledger.self-disable", BOOLEAN, "true", "Stop where compression costs more than it saves")
                .later("*")
                .build());
        all.add(on("ledger.price-file", PATH, "", "Prices of models").later("*").build());
    }

    private static void logAndPlugins(List<Setting> all) {
        all.add(on("log.level", CHOICE, "info", "What is logged")
                .flag("log-level")
                .choices("debug", "info", "warn", "error")
                .reloads()
                .build());
        all.add(on("log.format", CHOICE, "json", "How it is written")
                .flag("log-format")
                .choices("json", "text")
                .reloads()
                .build());
        all.add(on("log.dir", PATH, "", "Where log files lie; by default the folder logs in the workspace")
                .flag("log-dir")
                .build());
        all.add(on("log.max-bytes", SIZE, "10MiB", "The size at which a log file is put aside")
                .flag("log-max-bytes")
                .range(4096, 1L << 40)
                .build());
        all.add(on("log.files", INTEGER, "5", "How many log files are kept")
                .flag("log-files")
                .range(1, 1000)
                .build());
        all.add(on("log.file", PATH, "", "A file that gets one JSON line for each model call")
                .flag("log-file")
                .build());
        all.add(on("log.messages", BOOLEAN, "false", "Log bodies too")
                .flag("log-messages")
                .later("*")
                .build());
        all.add(on("plugins.dir", PATH, "", "Where plugins lie; by default the folder plugins in the workspace")
                .flag("plugins-dir")
                .build());
        all.add(on("plugins.enable-plugin", LIST, "", "Plugins that see traffic and may run")
                .variables("HEADROOM_PROXY_EXTENSIONS")
                .build());
        all.add(on("plugins.disable-plugin", LIST, "", "Plugins that must not run")
                .build());
    }

    private static void key(List<Setting> all, String upstream, String variable) {
        all.add(on("upstream." + upstream + ".key", TEXT, "", "The service's own key for " + upstream)
                .noFlag(variable)
                .secret()
                .build());
    }

    private static Setting url(String upstream, String fallback, String... variables) {
        return on("upstream." + upstream + ".url", URL, fallback, "The base URL of the upstream " + upstream)
                .flag(upstream + "-api-url")
                .variables(variables)
                .build();
    }

    private static SettingBuilder on(String key, Setting.Type type, String fallback, String description) {
        return new SettingBuilder(key, type, fallback, description);
    }
}
