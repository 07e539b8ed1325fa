package io.headroom.deploy.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileNameTest {
    @ParameterizedTest
    @DisplayName("D-301: what is no name is refused with the rule")
    @ValueSource(strings = {"", "-a", ".a", "a b", "a/b", "..", "ä", "a\n"})
    void refusesWhatIsNoName(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new ProfileName(text));

        assertEquals(
                "'" + text
                        + "' is not a profile name: 1 to 64 letters, digits, '.', '_', '-', beginning with a letter or digit.",
                refused.getMessage());
    }

    @Test
    @DisplayName("D-301: 64 characters are the limit, and case alone does not tell two profiles apart")
    void knowsLengthAndCase() {
        assertEquals(64, new ProfileName("a".repeat(64)).text().length());
        assertThrows(IllegalArgumentException.class, () -> new ProfileName("a".repeat(65)));
        assertTrue(new ProfileName("Office").clashesWith(new ProfileName("office")));
        assertFalse(new ProfileName("office").clashesWith(new ProfileName("office")));
    }
}
