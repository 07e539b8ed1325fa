package io.headroom.deploy.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.shell.WrittenVariables.Written;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("PV-205")
class WrittenVariablesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".bashrc|export URL=https://a.example|https://a.example",
                ".bashrc|  export URL='https://a.example' # mine|https://a.example",
                ".bashrc|true; export A=1 URL=\"https://a.example\"|https://a.example",
                ".bashrc|declare -x URL=https://a.example|https://a.example",
                ".profile|URL=https://a.example; export URL|https://a.example",
                ".zshrc|export URL=\"$BASE/v1\"|$BASE/v1",
                ".zshenv|export URL=https://a.example|https://a.example",
                ".bashrc|URL=https://a.example tool|-",
                ".bashrc|# export URL=https://a.example|-",
                ".bashrc|export URL=|-",
                ".bashrc|export OTHER_URL=https://a.example|-",
                ".bashrc|echo URL=https://a.example|-",
                ".config/fish/config.fish|set -gx URL https://a.example|https://a.example",
                ".config/fish/conf.d/x.fish|set -U -x URL 'https://a.example'|https://a.example",
                ".config/powershell/profile.ps1|$env:URL = \"https://a.example\"|https://a.example",
                ".config/environment.d/x.conf|URL=https://a.example|https://a.example",
                "/etc/environment|URL=\"https://a.example\"|https://a.example",
                "/etc/profile.d/corp.sh|export URL=https://a.example|https://a.example"
            })
    @DisplayName("PV-205: finds what files set a variable to, in the words of each shell")
    void findsValues(String file, String line, String value) {
        FakeHost host = FakeHost.on(Machine.LINUX).withFile(file, "# first\n" + line + "\n");

        List<Written> found = new WrittenVariables(host).of("URL");

        assertEquals(
                value.equals("-") ? List.of() : List.of(new Written(value, host.resolve(file) + ", line 2")), found);
    }

    @Test
    @DisplayName("PV-205: of several lines the last counts, and what Headroom wrote does not")
    void takesTheLastLineThatIsNotOurs() {
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withFile(
                        ".bashrc",
                        "export URL=https://one.example\nexport URL=https://two.example\n# >>> headroom p >>>\n"
                                + "export URL=http://127.0.0.1:8787\n# <<< headroom p <<<\n")
                .withFile(".profile", "export URL=https://one.example\nexport URL=\n")
                .withFile(
                        "/etc/profile.d/headroom-p.sh",
                        "# Written by Headroom for p\nexport URL=http://127.0.0.1:8787\n");

        assertEquals(
                List.of(new Written("https://two.example", "/home/ada/.bashrc, line 2")),
                new WrittenVariables(host).of("URL"));
    }

    @Test
    @DisplayName("PV-205: on Windows the values of the account and of the machine are looked at")
    void readsTheRegistry() {
        FakeHost host = FakeHost.on(Machine.WINDOWS)
                .withCommand(
                        0,
                        "\r\nHKEY_CURRENT_USER\\Environment\r\n    URL    REG_EXPAND_SZ    https://a.example\r\n\r\n",
                        "reg.exe",
                        "query",
                        "HKCU\\Environment",
                        "/v",
                        "URL");

        assertEquals(
                List.of(new Written("https://a.example", "URL in the environment of the account")),
                new WrittenVariables(host).of("URL"));
    }
}
