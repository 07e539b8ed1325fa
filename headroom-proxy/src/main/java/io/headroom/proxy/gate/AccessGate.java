package io.headroom.proxy.gate;

import io.headroom.api.dialect.OwnError;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.address.BaseUrl;
import io.headroom.proxy.address.LoopbackName;
import io.headroom.proxy.address.PeerRanges;
import io.headroom.proxy.http.RequestHead;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first thing that every request meets, WebSocket upgrades and health questions included: Host, Origin, class of the peer and token,
 * in this order (PX-401). It looks at the head alone, resolves no name and keeps no state. Thread-safe.
 */
public final class AccessGate implements Gate {
    private static final String TOKEN_HEADER = "X-Headroom-Proxy-Token";
    private static final Set<String> HEALTH = Set.of("/livez", "/healthz", "/readyz", "/health");
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Set<String> hosts;
    private final Set<String> origins;
    private final PeerRanges localPeers;
    private final PeerRanges trustedGateways;
    private final Optional<byte[]> tokenDigest;

    /** Takes the addresses, names and token out of the table {@code proxy}. */
    public AccessGate(ProxySettings.Proxy settings) {
        hosts = Stream.concat(settings.access().hosts().stream(), Stream.of(settings.host()))
                .map(AccessGate::normal)
                .collect(Collectors.toUnmodifiableSet());
        origins = settings.access().origins().stream()
                .flatMap(text -> BaseUrl.origin(text).stream())
                .collect(Collectors.toUnmodifiableSet());
        localPeers = PeerRanges.of(settings.access().localPeers());
        trustedGateways = PeerRanges.of(settings.access().trustedGateways());
        tokenDigest = settings.access().token().map(AccessGate::digest);
    }

    /** Why a request may not come in; empty if it may. */
    @Override
    public Optional<OwnError> check(RequestHead head) {
        return host(head).or(() -> origin(head)).or(() -> token(head));
    }

    /**
     * Where a request comes from (PX-403): from whoever connected, or, where that is a gateway that the user trusts, from whom it names.
     * Whatever else was passed on by somebody is from elsewhere.
     */
    public PeerClass peer(RequestHead head) {
        Optional<InetAddress> client;
        if (trustedGateways.contains(head.peer()) && head.headers().contains(FORWARDED_FOR)) {
            client = named(head);
        } else {
            boolean passedOn = head.headers().contains(FORWARDED_FOR)
                    || head.headers().contains("Forwarded")
                    || head.headers().contains("Via");
            client = passedOn ? Optional.empty() : Optional.of(head.peer());
        }
        return client.filter(address -> loopback(address) || localPeers.contains(address))
                        .isPresent()
                ? PeerClass.LOCAL
                : PeerClass.REMOTE;
    }

    /**
     * The client that trusted gateways name: each adds at the end whom it saw, so the last address that is no trusted gateway is the
     * first one that somebody trustworthy has seen. What stands before it anybody may have written. Empty if that is no address, or if
     * a field of another kind may say something else.
     */
    private Optional<InetAddress> named(RequestHead head) {
        if (head.headers().contains("Forwarded")) {
            return Optional.empty();
        }
        String[] chain = String.join(",", head.headers().all(FORWARDED_FOR)).split(",", -1);
        Optional<InetAddress> client = Optional.empty();
        for (int i = chain.length - 1; i >= 0; i--) {
            client = LoopbackName.literal(chain[i].strip());
            if (client.isEmpty() || !trustedGateways.contains(client.get())) {
                return client;
            }
        }
        return client;
    }

    private Optional<OwnError> host(RequestHead head) {
        List<String> fields = head.headers().all("Host");
        if (fields.size() != 1) {
            String fault = fields.isEmpty() ? "has no Host header" : "has more than one Host header";
            return forbidden(head, "the request " + fault);
        }
        String host = withoutPort(fields.get(0).strip());
        boolean known = LoopbackName.matches(host) || hosts.contains(normal(host));
        if (known && !wildcard(host)) {
            return Optional.empty();
        }
        return forbidden(
                head,
                "the host \"" + printable(host) + "\" is not allowed; if it is yours, add it to proxy.allowed-hosts");
    }

    private Optional<OwnError> origin(RequestHead head) {
        List<String> fields = head.headers().all("Origin");
        boolean crossSite = head.headers().all("Sec-Fetch-Site").stream()
                .anyMatch(site -> site.strip().equalsIgnoreCase("cross-site"));
        if (fields.isEmpty()) {
            return crossSite
                    ? forbidden(head, "a web page of another site may not call without an allowed Origin")
                    : Optional.empty();
        }
        if (fields.size() == 1 && originAllowed(fields.get(0).strip())) {
            return Optional.empty();
        }
        return forbidden(
                head,
                "the origin \"" + printable(String.join(", ", fields))
                        + "\" is not allowed; if it is yours, add it to proxy.allowed-origins");
    }

    private boolean originAllowed(String text) {
        Optional<String> origin = BaseUrl.origin(text);
        if (origin.isEmpty() || text.endsWith("/")) {
            return false;
        }
        return origins.contains(origin.get())
                || LoopbackName.matches(URI.create(origin.get()).getHost());
    }

    private Optional<OwnError> token(RequestHead head) {
        if (peer(head) == PeerClass.LOCAL || health(head)) {
            return Optional.empty();
        }
        List<String> given = head.headers().all(TOKEN_HEADER);
        if (tokenDigest.isEmpty()) {
            return unauthorized(
                    head, "requests from elsewhere need a token, and none is configured; set proxy.token-file");
        }
        if (given.size() == 1 && MessageDigest.isEqual(tokenDigest.get(), digest(given.get(0)))) {
            return Optional.empty();
        }
        return unauthorized(
                head,
                given.isEmpty()
                        ? "requests from elsewhere need the header " + TOKEN_HEADER
                        : "the token in " + TOKEN_HEADER + " is wrong");
    }

    private static boolean health(RequestHead head) {
        boolean reads = head.method().equals("GET") || head.method().equals("HEAD");
        return reads && (HEALTH.contains(head.path()) || head.path().equals("/"));
    }

    private static boolean loopback(InetAddress peer) {
        try {
            return InetAddress.getByAddress(PeerRanges.unmapped(peer.getAddress()))
                    .isLoopbackAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of a wrong length", impossible);
        }
    }

    private static boolean wildcard(String host) {
        return LoopbackName.literal(host).filter(InetAddress::isAnyLocalAddress).isPresent();
    }

    /** Names in lower case, literals in the one spelling that Java has for them. */
    private static String normal(String host) {
        return LoopbackName.literal(host)
                .map(InetAddress::getHostAddress)
                .orElseGet(() -> host.toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end < 0) {
            return host;
        }
        boolean port = host.substring(end).matches(":\\d{0,5}");
        return port ? host.substring(0, end) : host;
    }

    private static String printable(String text) {
        String safe = text.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "?");
        return safe.length() > 100 ? safe.substring(0, 100) + "…" : safe;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static Optional<OwnError> forbidden(RequestHead head, String cause) {
        return Optional.of(new OwnError(OwnError.Kind.FORBIDDEN, "Headroom: " + cause + ".", head.requestId()));
    }

    private static Optional<OwnError> unauthorized(RequestHead head, String cause) {
        return Optional.of(new OwnError(OwnError.Kind.UNAUTHORIZED, "Headroom: " + cause + ".", head.requestId()));
    }
}
