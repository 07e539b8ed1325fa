package io.headroom.proxy.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.UpstreamAuth;
import io.headroom.proxy.testing.Heads;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthPluginTest {
    private static final Outbound REQUEST = new Outbound(
            Heads.of("POST", "/x").build(),
            "mock",
            URI.create("http://mock.example"),
            "/x",
            List.of(new Header("Authorization", "Bearer client"), new Header("X-Kept", "1")),
            Optional.empty());

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();

    private AuthPlugin plugin(Function<UpstreamAuth.Request, List<Header>> credentials) {
        UpstreamAuth auth = new UpstreamAuth() {
            @Override
            public String id() {
                return "test.auth";
            }

            @Override
            public List<Header> credentials(Request request) {
                calls.incrementAndGet();
                return credentials.apply(request);
            }
        };
        return new AuthPlugin("test.auth", Optional.of(auth), "t-auth-", Duration.ofSeconds(10), now::get);
    }

    private static String ask(AuthPlugin plugin) throws InterruptedException {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        plugin.ask(REQUEST, new UpstreamCredentials.Answer() {
            @Override
            public void given(String target, List<Header> headers) {
                answers.add("given " + headers);
            }

            @Override
            public void failed(String why) {
                answers.add(why);
            }
        });
        String answer = answers.poll(20, TimeUnit.SECONDS);
        return answer == null ? "no answer" : answer;
    }

    @Test
    @DisplayName("PX-1502: after three faults in a row the plugin is left alone for a minute, then tried once")
    void breaksTheCircuit() throws InterruptedException {
        List<String> moods = new ArrayList<>(List.of("bad", "bad", "bad", "bad", "good"));
        try (AuthPlugin plugin = plugin(request -> {
            if (moods.remove(0).equals("bad")) {
                throw new IllegalStateException("no login");
            }
            return List.of(new Header("Authorization", "signed"));
        })) {
            for (int i = 0; i < 3; i++) {
                assertTrue(ask(plugin).endsWith("fails: no login; the request was not sent"));
            }
            assertTrue(ask(plugin).contains("not asked again for a while"));
            assertEquals(3, calls.get());
            now.addAndGet(Duration.ofSeconds(61).toNanos());
            assertTrue(ask(plugin).endsWith("fails: no login; the request was not sent"));
            assertTrue(ask(plugin).contains("not asked again for a while"));
            assertEquals(4, calls.get());
            now.addAndGet(Duration.ofSeconds(61).toNanos());

            String answer = ask(plugin);

            assertEquals("given " + List.of(new Header("X-Kept", "1"), new Header("Authorization", "signed")), answer);
            assertEquals(Optional.empty(), plugin.trouble());
        }
    }

    @ParameterizedTest
    @DisplayName("PX-1502: fields that frame a message, or would break one, are not sent")
    @CsvSource({
        "Host, evil.example",
        "content-length, 3",
        "Transfer-Encoding, chunked",
        "'a b', x",
        "x, 'a\rb'",
        "x, 'é'"
    })
    void refusesFieldsThatBreakAMessage(String name, String value) throws InterruptedException {
        try (AuthPlugin plugin = plugin(request -> List.of(new Header(name, value)))) {
            assertTrue(ask(plugin).contains("a header field that cannot be sent"));
        }
    }
}
