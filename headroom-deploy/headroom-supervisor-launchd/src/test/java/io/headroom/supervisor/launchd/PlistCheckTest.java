package io.headroom.supervisor.launchd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check finds what it is there for. */
class PlistCheckTest {
    private static final String GOOD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
            + "<plist version=\"1.0\"><dict><key>Label</key><string>a</string><key>ProgramArguments</key>"
            + "<array><string>/bin/sh</string><string>R&amp;D</string></array><key>Umask</key><integer>63</integer>"
            + "<key>RunAtLoad</key><true/></dict></plist>\n";

    @Test
    @DisplayName("D-1103: nothing is wrong with a good file")
    void passesAGoodFile() {
        assertEquals(List.of(), problems(GOOD));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "</dict></plist>, </plist>",
        "<true/>, ''",
        "<integer>63, <integer>abc",
        "R&amp;D, R&D",
        "<true/>, <yes/>",
        "<key>RunAtLoad</key>, ''",
        "<true/>, <string>true</string>",
        "<key>Umask, <key>umask",
        "/bin/sh, bin/sh",
        "<string>a</string>, <string>b</string>"
    })
    @DisplayName("D-1103: broken files are found out")
    void findsBrokenFiles(String good, String bad) {
        assertFalse(problems(GOOD.replace(good, bad)).isEmpty());
    }

    private static List<String> problems(String text) {
        return PlistCheck.problems(text.getBytes(StandardCharsets.UTF_8), "a.plist");
    }
}
