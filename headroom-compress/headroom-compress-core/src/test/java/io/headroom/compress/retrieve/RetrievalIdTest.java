package io.headroom.compress.retrieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-904")
class RetrievalIdTest {
    private static final String HASH = "3fa9".repeat(16);
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @Test
    @DisplayName("C-904: 24 digits of the hash, a hyphen and 8 digits of the keyed tag")
    void isWhatTheSpecificationSays() {
        // printf '1|team|3fa93fa93fa93fa93fa93fa9' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        assertEquals(
                "3fa93fa93fa93fa93fa93fa9-5ae18e32",
                RetrievalId.of(HASH, KEY, "team").toString());
    }

    @Test
    void readsWhatItPrints() {
        RetrievalId id = RetrievalId.of(HASH, KEY, "");

        assertEquals(Optional.of(id), RetrievalId.parse(id.toString()));
        assertTrue(id.verifies(KEY, ""));
    }

    @Test
    @DisplayName("C-904, C-1002: another key, another tenant or another tag does not verify")
    void belongsToOneKeyAndOneTenant() {
        RetrievalId id = RetrievalId.of(HASH, KEY, "one");

        assertFalse(id.verifies(new byte[32], "one"));
        assertFalse(id.verifies(KEY, "other"));
        assertFalse(new RetrievalId(id.digits(), "00000000").verifies(KEY, "one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3fa93fa93fa93fa93fa93fa9",
                "3fa93fa93fa93fa93fa93fa9-",
                "3FA93fa93fa93fa93fa93fa9-01234567",
                "3fa93fa93fa93fa93fa93fa9-01234567\n",
                "3fa93fa93fa93fa93fa93fa9-0123456g",
                "hash=3fa93fa93fa93fa93fa93fa9",
                "<<ccr:3fa93fa93fa9>>"
            })
    @DisplayName("C-904: what other programs print is no id")
    void refusesForeignMarkers(String text) {
        assertEquals(Optional.empty(), RetrievalId.parse(text));
    }
}
