package io.headroom.supervisor.systemd;

import io.headroom.api.testkit.host.ShellCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScriptsTest {
    @Test
    @DisplayName("D-1105: shellcheck finds nothing")
    void shellcheckFindsNothing() throws IOException {
        ShellCheck.findsNothing(List.of(Path.of("src/test/sh")));
    }
}
