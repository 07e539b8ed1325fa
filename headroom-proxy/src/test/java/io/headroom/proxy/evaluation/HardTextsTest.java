package io.headroom.proxy.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.TokenEstimate;
import io.headroom.workload.AgentSession;
import io.headroom.workload.HostileTexts;
import io.headroom.workload.NamedText;
import io.headroom.workload.probe.JsonTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real engine on a whole conversation (A01) and on texts made to break it (A02). */
@Tag("C-1403")
class HardTextsTest {
    private static final int TURNS = 20;

    @Test
    @DisplayName("A01: the bodies of a session shrink by half, by the estimate")
    void shrinksASession() {
        String body = AgentSession.of(36, TURNS).anthropic(TURNS);

        try (BundledEngine engine = BundledEngine.in(Mode.LOSSLESS)) {
            String sent = engine.body(body, "anthropic-messages");

            assertTrue(JsonTokens.of(sent).isPresent(), "no JSON is sent");
            assertTrue(
                    TokenEstimate.of(sent) < 0.6 * TokenEstimate.of(body),
                    () -> TokenEstimate.of(body) + " became " + TokenEstimate.of(sent));
        }
    }

    @Test
    @DisplayName("A02: hostile texts never grow, and what is replaced decodes to the same data")
    void survivesHostileTexts() throws MalformedFormException {
        try (BundledEngine engine = BundledEngine.in(Mode.LOSSLESS)) {
            for (NamedText text : HostileTexts.all(38)) {
                String form = engine.form(text.text());

                assertTrue(engine.tokens(form) <= engine.tokens(text.text()), text::toString);
                if (!form.equals(text.text()) && !engine.decode(form).equals(text.text())) {
                    assertEquals(JsonTokens.of(text.text()), JsonTokens.of(engine.decode(form)), text::toString);
                }
            }
        }
    }
}
