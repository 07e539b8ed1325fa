/**
 * The service provider interfaces of Headroom and the values that they exchange.
 *
 * <p>A plugin is a jar that depends on this module, implements one of the interfaces below and names its implementation both in
 * {@code module-info} ({@code provides … with}) and in {@code META-INF/services}, so that it is found on the module path and on the
 * class path alike. This module depends on the JDK alone.
 *
 * @uses io.headroom.api.compress.Compressor what shrinks a text
 * @uses io.headroom.api.dialect.Dialect how a provider's requests and responses are laid out
 * @uses io.headroom.api.token.TokenCounter how a model's tokens are counted
 * @uses io.headroom.api.exchange.ExchangeObserver who is told about finished exchanges
 * @uses io.headroom.api.exchange.UpstreamAuth who signs requests to an upstream
 * @uses io.headroom.api.provider.ProviderAdapter how a tool's configuration is wired to the proxy
 * @uses io.headroom.api.supervise.Supervisor what keeps the proxy running
 */
@org.jspecify.annotations.NullMarked
module io.headroom.api {
    requires static org.jspecify;

    exports io.headroom.api.change;
    exports io.headroom.api.compress;
    exports io.headroom.api.compress.pattern;
    exports io.headroom.api.dialect;
    exports io.headroom.api.exchange;
    exports io.headroom.api.host;
    exports io.headroom.api.original;
    exports io.headroom.api.plugin;
    exports io.headroom.api.provider;
    exports io.headroom.api.supervise;
    exports io.headroom.api.token;

    uses io.headroom.api.compress.Compressor;
    uses io.headroom.api.dialect.Dialect;
    uses io.headroom.api.exchange.ExchangeObserver;
    uses io.headroom.api.exchange.UpstreamAuth;
    uses io.headroom.api.provider.ProviderAdapter;
    uses io.headroom.api.supervise.Supervisor;
    uses io.headroom.api.token.TokenCounter;
}
