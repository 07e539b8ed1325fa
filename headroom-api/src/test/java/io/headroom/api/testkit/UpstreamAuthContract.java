package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.exchange.Header;
import io.headroom.api.exchange.UpstreamAuth;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link UpstreamAuth} must keep: it returns well-formed header fields, and never those that frame a message. */
public abstract class UpstreamAuthContract {
    private static final Set<String> FRAMING = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "content-encoding");

    /**
     * The signer under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract UpstreamAuth auth();

    /** Settings name it. */
    @Test
    @DisplayName("id: 1 to 64 characters of a-z 0-9 . -")
    final void idHasTheFormThatSettingsNeed() {
        assertTrue(auth().id().matches("[a-z0-9.-]{1,64}"), auth().id());
        assertEquals(auth().id(), auth().id());
    }

    /** Header injection, and requests that would be framed twice. */
    @Test
    @DisplayName(
            "gives at least one well-formed field, none that frames the message, with a body and with a streamed one")
    final void givesWellFormedFields() {
        for (String hash : List.of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "")) {
            List<Header> fields = auth().credentials(request(hash));

            assertFalse(fields.isEmpty(), "no credentials");
            for (Header field : fields) {
                String name = field.name().toLowerCase(Locale.ROOT);
                assertTrue(name.matches("[!#$%&'*+.^_`|~0-9a-z-]+"), () -> "not a field name: " + name);
                assertFalse(FRAMING.contains(name), () -> "frames the message: " + name);
                assertTrue(
                        field.value().chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7F && c <= 0xFF)),
                        () -> "a control character in " + name);
                assertEquals(field.value().strip(), field.value(), () -> "blanks around the value of " + name);
            }
        }
    }

    private static UpstreamAuth.Request request(String hash) {
        return new UpstreamAuth.Request(
                "POST",
                URI.create("https://models.example/v1/messages?beta=true"),
                List.of(new Header("content-type", "application/json"), new Header("x-api-key", "client-key")),
                hash);
    }
}
