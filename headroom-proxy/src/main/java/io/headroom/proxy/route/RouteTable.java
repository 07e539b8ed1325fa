package io.headroom.proxy.route;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.exchange.Header;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.address.BaseUrl;
import io.headroom.proxy.http.RequestHead;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides from the head alone where a request belongs. Works on the raw target: what goes upstream is what came, byte for byte, but for
 * a leading {@code /p/<project>} and the paths of ChatGPT (PX-310). Only configured upstreams are ever chosen (PX-405). Thread-safe.
 */
public final class RouteTable implements Router {
    private static final Pattern PROJECT = Pattern.compile("/p/[^/?]+(/.*|$)");
    private static final Pattern LOCATION = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern HOST_OF = Pattern.compile("^https?://([^/]+?)(?::\\d+)?$");

    private final List<Dialect> dialects;
    private final ProxySettings.Upstream upstreams;
    private final OwnRoutes own;
    private final Predicate<RequestHead> local;

    /** Takes the dialects in the order in which they are asked, the routes answered here, and who counts as local. */
    public RouteTable(
            List<? extends Dialect> dialects,
            ProxySettings.Upstream upstreams,
            OwnRoutes own,
            Predicate<RequestHead> local) {
        this.local = local;
        this.dialects = List.copyOf(dialects);
        this.upstreams = upstreams;
        this.own = own;
    }

    /** Where a request belongs. The gate has let it in. */
    @Override
    public Route route(RequestHead head) {
        if (head.method().equals("CONNECT")) {
            return refuse(
                    head,
                    OwnError.Kind.METHOD_NOT_ALLOWED,
                    "this is no forward proxy; set the client's base URL instead of its HTTP proxy",
                    new Header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
        }
        if (!head.target().startsWith("/")) {
            return refuse(
                    head,
                    OwnError.Kind.BAD_REQUEST,
                    "this is no forward proxy; set the client's base URL instead of its HTTP proxy");
        }
        String path = withoutProject(head.path());
        return own(head, path).orElseGet(() -> provider(head, path));
    }

    /** The name of the provider whose words fit a request: by its path, else by its credentials. */
    static Optional<String> family(RequestHead head) {
        String path = withoutProject(head.path());
        if (ProviderPaths.responses(path)) {
            return Optional.of("openai");
        }
        return ProviderPaths.upstream(path).or(() -> Credentials.upstream(head));
    }

    private Optional<Route> own(RequestHead head, String path) {
        Optional<SortedMap<String, OwnRoute>> methods = own.find(path);
        if (methods.isEmpty()) {
            return own.reserved(path)
                    ? Optional.of(refuse(head, OwnError.Kind.NOT_FOUND, "there is nothing at " + shown(path)))
                    : Optional.empty();
        }
        OwnRoute handler =
                methods.get().getOrDefault(head.method(), methods.get().get(OwnRoutes.ANY));
        if (handler != null) {
            return Optional.of(new Route.Own(handler.serving(head)));
        }
        if (path.equals("/")) {
            return Optional.empty();
        }
        String allowed = String.join(", ", methods.get().keySet());
        return Optional.of(refuse(
                head,
                OwnError.Kind.METHOD_NOT_ALLOWED,
                shown(path) + " takes " + allowed,
                new Header("Allow", allowed)));
    }

    private Route provider(RequestHead head, String path) {
        if (preflight(head)) {
            return new Route.Own(new Preflight());
        }
        Optional<Dialect> dialect = dialects.stream()
                .filter(candidate -> candidate.accepts(head.method(), path))
                .findFirst();
        if (upgrade(head)) {
            return new Route.Refuse(
                    new OwnError(
                            OwnError.Kind.UPGRADE_REQUIRED,
                            "Headroom: WebSocket is not served here; use HTTP POST, which gives the same answers.",
                            head.requestId()),
                    dialect,
                    List.of(new Header("Upgrade", "HTTP/1.1"), new Header("Connection", "close")));
        }
        boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
        if (reads && ProviderPaths.responsesCollection(path)) {
            return refuse(
                    head, OwnError.Kind.METHOD_NOT_ALLOWED, shown(path) + " takes POST", new Header("Allow", "POST"));
        }
        if (head.headers().contains("x-headroom-base-url")) {
            return chosen(head, path, dialect);
        }
        Optional<String> told = dialect.filter(known -> !ProviderPaths.responses(path))
                .map(Dialect::upstream)
                .or(() -> ProviderPaths.upstream(path))
                .or(() -> Credentials.upstream(head))
                .or(() -> byServiceKey(head, path));
        return told.map(name -> named(head, path, dialect, name))
                .orElseGet(() -> refuse(
                        head,
                        OwnError.Kind.NOT_FOUND,
                        "neither the path " + shown(path) + " nor a credential tells which provider this is for"));
    }

    /** Without a credential nothing tells OpenAI's Responses API from ChatGPT's, but the service's key fits the former alone (PX-409). */
    private Optional<String> byServiceKey(RequestHead head, String path) {
        boolean keyed = upstreams.keys().service().containsKey("openai");
        return keyed && ProviderPaths.responses(path) && local.test(head) ? Optional.of("openai") : Optional.empty();
    }

    /** The upstream that the request itself names: only an origin that the user listed (PX-405). */
    private Route chosen(RequestHead head, String path, Optional<Dialect> dialect) {
        List<String> fields = head.headers().all("x-headroom-base-url");
        Optional<String> origin = fields.size() == 1 ? BaseUrl.origin(fields.get(0)) : Optional.empty();
        if (origin.isEmpty() || !upstreams.allowed().contains(origin.get())) {
            return refuse(
                    head,
                    OwnError.Kind.FORBIDDEN,
                    "the upstream in x-headroom-base-url is not allowed; if it is yours, add its origin to"
                            + " upstream.allowed-upstreams");
        }
        // A Host header does not name the scheme's own port.
        String url = origin.get().replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2");
        Matcher host = HOST_OF.matcher(url);
        // A host that happens to be called like an upstream of ours is not that one, and gets none of its keys.
        String name = host.matches() && host.group(1).matches(".*[.:].*") ? host.group(1) : "other";
        return to(head, path, dialect, name, URI.create(url));
    }

    private Route named(RequestHead head, String path, Optional<Dialect> dialect, String name) {
        Optional<URI> url = upstreams.url(name);
        if (url.isEmpty() && name.equals("vertex")) {
            String location = ProviderPaths.vertexLocation(path);
            if (!LOCATION.matcher(location).matches()) {
                return refuse(head, OwnError.Kind.BAD_REQUEST, "the location in the path is none of Vertex AI");
            }
            String prefix = location.equals("global") ? "" : location + "-";
            url = Optional.of(URI.create("https://" + prefix + "aiplatform.googleapis.com"));
        }
        if (url.isEmpty()) {
            return refuse(
                    head,
                    OwnError.Kind.NOT_FOUND,
                    "no upstream is configured for " + shown(path) + "; set upstream." + name + ".url"
                            + (name.equals("bedrock") ? ", and upstream.bedrock.auth where a plugin signs" : ""));
        }
        // One gateway in front of both has the paths that the client asks for, and not those of ChatGPT's own back end.
        boolean chatGptItself = name.equals("chatgpt") && !url.equals(upstreams.url("openai"));
        String sent = chatGptItself ? ProviderPaths.forChatGpt(path) : path;
        return to(head, sent, dialect, name, url.get());
    }

    private static Route to(RequestHead head, String path, Optional<Dialect> dialect, String name, URI upstream) {
        String query = head.query().map(text -> "?" + text).orElse("");
        String target = upstream.getRawPath() + path + query;
        return dialect.<Route>map(known -> new Route.ModelCall(known, name, upstream, target))
                .orElseGet(() -> new Route.Relay(name, upstream, target));
    }

    private static String withoutProject(String path) {
        Matcher matcher = PROJECT.matcher(path);
        if (!matcher.matches()) {
            return path;
        }
        return matcher.group(1).isEmpty() ? "/" : matcher.group(1);
    }

    private static boolean preflight(RequestHead head) {
        return head.method().equals("OPTIONS")
                && head.headers().contains("Origin")
                && head.headers().contains("Access-Control-Request-Method");
    }

    private static boolean upgrade(RequestHead head) {
        return head.headers().all("Upgrade").stream()
                .anyMatch(value -> value.strip().equalsIgnoreCase("websocket"));
    }

    private static Route refuse(RequestHead head, OwnError.Kind kind, String cause, Header... extra) {
        return new Route.Refuse(
                new OwnError(kind, "Headroom: " + cause + ".", head.requestId()), Optional.empty(), List.of(extra));
    }

    private static String shown(String path) {
        String safe = path.replaceAll("[^\\x21-\\x7e]|[\"\\\\]", "?");
        return safe.length() > 100 ? safe.substring(0, 100) + "…" : safe;
    }
}
