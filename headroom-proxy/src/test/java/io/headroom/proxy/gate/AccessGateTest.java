package io.headroom.proxy.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.OwnError.Kind;
import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.address.PeerRanges;
import io.headroom.proxy.testing.Heads;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessGateTest {
    private static final String TOKEN = "correct-horse-battery-staple";

    private final AccessGate plain = gate(ProxySettings.builder());
    private final AccessGate open = gate(ProxySettings.builder()
            .bind("0.0.0.0", 8787)
            .token(TOKEN)
            .set("proxy.allowed-hosts", "headroom.example, 192.0.2.7")
            .set("proxy.allowed-origins", "https://app.example")
            .set("proxy.local-peers", "172.17.0.0/16, fd00::/8"));

    private static AccessGate gate(ProxySettings.Builder settings) {
        return new AccessGate(settings.build().proxy());
    }

    private static Optional<Kind> refusal(AccessGate gate, Heads head) {
        return gate.check(head.build()).map(OwnError::kind);
    }

    @ParameterizedTest
    @DisplayName("PX-402: loopback names are hosts of ours")
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8787",
                "127.0.0.1",
                "127.0.0.1:8787",
                "127.9.8.7:1",
                "[::1]",
                "[::1]:8787",
                "[0:0:0:0:0:0:0:1]:8787",
                "[::ffff:127.0.0.1]:8787"
            })
    void letsLoopbackHostsIn(String host) {
        assertEquals(
                Optional.empty(),
                refusal(plain, Heads.withoutHost("POST", "/v1/messages").with("Host", host)));
    }

    @ParameterizedTest
    @DisplayName("PX-402: every other host is refused")
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8787",
                "0.0.0.0",
                "0.0.0.0:8787",
                "[::]",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.1",
                "0177.0.0.1",
                "2130706433",
                "169.254.169.254",
                "[fe80::1]",
                "[::1",
                "::1]",
                "localhost@evil.example",
                "evil.example#localhost",
                "127.0.0.1:8787:1",
                ""
            })
    void refusesForeignHosts(String host) {
        Heads head = Heads.withoutHost("POST", "/v1/messages").with("Host", host);

        assertEquals(Optional.of(Kind.FORBIDDEN), refusal(plain, head));
    }

    @Test
    @DisplayName("PX-402: a missing or doubled Host is refused, and the refusal names host and key")
    void refusesMissingAndDoubledHosts() {
        Heads doubled = Heads.of("GET", "/livez").with("Host", "127.0.0.1:8787");

        assertEquals(Optional.of(Kind.FORBIDDEN), refusal(plain, Heads.withoutHost("GET", "/livez")));
        assertEquals(Optional.of(Kind.FORBIDDEN), refusal(plain, doubled));
        String message = plain.check(Heads.withoutHost("GET", "/")
                        .with("Host", "evil.example")
                        .build())
                .orElseThrow()
                .message();
        assertTrue(message.startsWith("Headroom:"), message);
        assertTrue(message.contains("evil.example") && message.contains("proxy.allowed-hosts"), message);
    }

    @ParameterizedTest
    @DisplayName("PX-402: allowed hosts are added to the loopback names")
    @CsvSource({
        "headroom.example,true",
        "HEADROOM.example:8787,true",
        "192.0.2.7:8787,true",
        "192.0.2.8,false",
        "0.0.0.0,false"
    })
    void letsAllowedHostsIn(String host, boolean allowed) {
        Heads head = Heads.withoutHost("POST", "/v1/messages").with("Host", host);

        assertEquals(allowed, refusal(open, head).isEmpty());
    }

    @ParameterizedTest
    @DisplayName("PX-402: origins are loopback or allowed, never null")
    @CsvSource({
        "http://localhost:3000,true",
        "http://127.0.0.1,true",
        "http://[::1]:5173,true",
        "https://app.example,true",
        "https://APP.example:443,true",
        "http://app.example,false",
        "https://app.example:8443,false",
        "https://app.example.evil.example,false",
        "http://localhost.evil.example,false",
        "null,false",
        "https://evil.example,false",
        "file://,false",
        "chrome-extension://abcdef,false",
        "https://app.example/,false",
        "https://app.example/v1,false"
    })
    void checksOrigins(String origin, boolean allowed) {
        assertEquals(
                allowed,
                refusal(open, Heads.of("POST", "/v1/messages").with("Origin", origin))
                        .isEmpty());
    }

    @Test
    @DisplayName("PX-402: two origins are refused, and a cross-site request needs an allowed one")
    void refusesDoubledOriginsAndCrossSiteRequests() {
        Heads doubled = Heads.of("POST", "/v1/messages")
                .with("Origin", "http://localhost")
                .with("Origin", "http://localhost");
        Heads image = Heads.of("GET", "/stats").with("Sec-Fetch-Site", "cross-site");
        Heads page =
                Heads.of("GET", "/stats").with("Sec-Fetch-Site", "cross-site").with("Origin", "https://app.example");

        assertEquals(Optional.of(Kind.FORBIDDEN), refusal(open, doubled));
        assertEquals(Optional.of(Kind.FORBIDDEN), refusal(open, image));
        assertEquals(Optional.empty(), refusal(open, page));
    }

    @ParameterizedTest
    @DisplayName("PX-403: who is local")
    @CsvSource({
        "127.0.0.1,LOCAL",
        "127.200.0.1,LOCAL",
        "::1,LOCAL",
        "172.17.0.5,LOCAL",
        "172.18.0.5,REMOTE",
        "fd12::1,LOCAL",
        "fe80::1,REMOTE",
        "192.0.2.1,REMOTE",
        "0.0.0.0,REMOTE"
    })
    void tellsLocalPeers(String peer, PeerClass expected) {
        assertEquals(expected, open.peer(Heads.of("GET", "/").from(peer).build()));
    }

    @Test
    @DisplayName("PX-403: an IPv4 address mapped into IPv6 is the IPv4 address")
    void unmapsAddresses() throws Exception {
        byte[] mapped = InetAddress.getByName("fd00::").getAddress().clone();
        java.util.Arrays.fill(mapped, (byte) 0);
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 127;
        mapped[15] = 1;

        assertTrue(InetAddress.getByAddress(PeerRanges.unmapped(mapped)).isLoopbackAddress());
        assertEquals(16, PeerRanges.unmapped(new byte[16]).length);
    }

    @ParameterizedTest
    @DisplayName("PX-403: what was passed on is not local")
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "Via", "x-forwarded-for"})
    void treatsForwardedRequestsAsRemote(String field) {
        Heads head = Heads.of("POST", "/v1/messages").with(field, "127.0.0.1");

        assertEquals(PeerClass.REMOTE, plain.peer(head.build()));
        assertEquals(Optional.of(Kind.UNAUTHORIZED), refusal(plain, head));
        assertEquals(Optional.of(Kind.UNAUTHORIZED), refusal(open, head));
        assertEquals(Optional.empty(), refusal(open, head.with("X-Headroom-Proxy-Token", TOKEN)));
    }

    @Test
    @DisplayName("PX-404: requests from elsewhere need the token, once, in its own header")
    void asksForTheToken() {
        assertEquals(Optional.of(Kind.UNAUTHORIZED), refusal(open, remote()));
        assertEquals(Optional.empty(), refusal(open, remote().with("X-Headroom-Proxy-Token", TOKEN)));
        assertEquals(Optional.empty(), refusal(open, remote().with("x-headroom-proxy-token", TOKEN)));
        assertEquals(
                Optional.of(Kind.UNAUTHORIZED), refusal(open, remote().with("X-Headroom-Proxy-Token", TOKEN + "x")));
        assertEquals(Optional.of(Kind.UNAUTHORIZED), refusal(open, remote().with("X-Headroom-Proxy-Token", "")));
        assertEquals(Optional.of(Kind.UNAUTHORIZED), refusal(open, remote().with("Authorization", "Bearer " + TOKEN)));
        assertEquals(
                Optional.of(Kind.UNAUTHORIZED),
                refusal(open, remote().with("X-Headroom-Proxy-Token", TOKEN).with("X-Headroom-Proxy-Token", TOKEN)));
    }

    @ParameterizedTest
    @DisplayName("PX-404: health needs no token, everything else does, upgrades too")
    @CsvSource({
        "GET,/livez,true",
        "GET,/healthz,true",
        "GET,/readyz,true",
        "GET,/health?probe=true,true",
        "HEAD,/,true",
        "GET,/,true",
        "POST,/,false",
        "POST,/livez,false",
        "GET,/stats,false",
        "GET,/metrics,false",
        "GET,/livez/,false",
        "GET,//livez,false",
        "GET,/%6civez,false",
        "GET,/v1/responses,false",
        "POST,/admin/drain,false"
    })
    void exemptsHealthFromTheToken(String method, String target, boolean exempt) {
        Heads head = Heads.of(method, target).from("192.0.2.1").with("Upgrade", "websocket");

        assertEquals(exempt, refusal(open, head).isEmpty());
    }

    @Test
    @DisplayName("PX-401: the host comes before the origin, and the origin before the token")
    void checksInOrder() {
        Heads all = Heads.withoutHost("POST", "/v1/messages")
                .with("Host", "evil.example")
                .with("Origin", "https://evil.example")
                .from("192.0.2.1");
        Heads origin = remote().with("Origin", "https://evil.example");

        assertTrue(open.check(all.build()).orElseThrow().message().contains("host"));
        assertTrue(open.check(origin.build()).orElseThrow().message().contains("origin"));
    }

    @Test
    void neverRepeatsATokenInItsMessages() {
        String message = open.check(remote().with("X-Headroom-Proxy-Token", "wrong-secret-value")
                        .build())
                .orElseThrow()
                .message();

        assertFalse(message.contains("wrong-secret-value"));
    }

    private static Heads remote() {
        return Heads.of("POST", "/v1/messages").from("192.0.2.1");
    }

    @ParameterizedTest
    @DisplayName("PX-403: a trusted gateway is believed who connected to it, and nobody else is")
    @CsvSource(
            nullValues = "-",
            value = {
                "10.0.0.1, 127.0.0.1, LOCAL",
                "10.0.0.1, 172.17.0.9, LOCAL",
                "10.0.0.1, ::1, LOCAL",
                "10.0.0.1, 198.51.100.4, REMOTE",
                "10.0.0.1, '127.0.0.1, 198.51.100.4', REMOTE",
                "10.0.0.1, '198.51.100.4, 127.0.0.1', LOCAL",
                "10.0.0.1, '127.0.0.1, 10.0.0.2', LOCAL",
                "10.0.0.1, '127.0.0.1,', REMOTE",
                "10.0.0.1, unknown, REMOTE",
                "10.0.0.1, 127.0.0.1:80, REMOTE",
                "10.0.0.1, -, REMOTE",
                "10.0.1.1, 127.0.0.1, REMOTE",
                "127.0.0.1, 127.0.0.1, REMOTE"
            })
    void believesTrustedGateways(String peer, String forwardedFor, PeerClass expected) {
        AccessGate gate = gate(ProxySettings.builder()
                .set("proxy.local-peers", "172.17.0.0/16")
                .set("proxy.trusted-gateways", "10.0.0.0/24"));
        Heads head = Heads.of("POST", "/v1/messages").from(peer);
        if (forwardedFor != null) {
            head.with("X-Forwarded-For", forwardedFor);
        }

        assertEquals(expected, gate.peer(head.build()));
        assertEquals(
                PeerClass.REMOTE,
                gate.peer(head.with("Forwarded", "for=127.0.0.1").build()));
    }
}
