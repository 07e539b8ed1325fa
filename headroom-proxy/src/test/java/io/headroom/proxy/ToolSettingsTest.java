package io.headroom.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.provider.UserTool;
import io.headroom.proxy.SettingsResolver.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools that a configuration file describes. */
@Tag("PV-801")
class ToolSettingsTest {
    @TempDir
    private Path folder;

    private Path file(String toml) throws IOException {
        return Files.writeString(folder.resolve("headroom.toml"), toml);
    }

    @Test
    @DisplayName("PV-801: a table gives command, variables, signs and note; its command is its name unless it says so")
    void readsTables() throws IOException {
        ToolSettings read = ToolSettings.read(file("""
                [tools.my-agent]
                command = ["npx", "my-agent", "a, b"]
                detect = "~/.my-agent"
                note = "Needs {base}."
                [tools.my-agent.env]
                MY_BASE_URL = "{base}/v1"
                MY_KIND = "openai"

                [tools.by-hand]
                note = "Enter {base} in its settings."

                [tools.plain]
                env = { OPENAI_BASE_URL = "{base}/v1" }
                """));

        assertEquals(
                List.of(
                        new UserTool(
                                "my-agent",
                                List.of("npx", "my-agent", "a, b"),
                                Map.of("MY_BASE_URL", "{base}/v1", "MY_KIND", "openai"),
                                List.of("~/.my-agent"),
                                Optional.of("Needs {base}.")),
                        new UserTool(
                                "by-hand",
                                List.of("by-hand"),
                                Map.of(),
                                List.of(),
                                Optional.of("Enter {base} in its settings.")),
                        new UserTool(
                                "plain",
                                List.of("plain"),
                                Map.of("OPENAI_BASE_URL", "{base}/v1"),
                                List.of(),
                                Optional.empty())),
                read.tools());
        assertEquals(List.of(), read.faults());
        assertEquals(List.of(), read.warnings());
    }

    @ParameterizedTest
    @DisplayName("PV-801: what is wrong is told with file, line and key, and the tool is left out")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "[tools.x]|headroom.toml:1: tools.x: say by env",
                "[tools.X]\\nnote = 'n'|headroom.toml:1: tools.X = X: a tool's name",
                "[tools]\\nx = 3|headroom.toml:2: tools.x = 3: give the tool a table",
                "tools = 3|headroom.toml:1: tools = 3: give each tool a table",
                "[tools.x]\\ncommand = 3\\nnote = 'n'|headroom.toml:2: tools.x.command = 3: give a text",
                "[tools.x]\\ncommand = 'npx x'\\nnote = 'n'|headroom.toml:2: tools.x.command = npx x: give arguments as a list",
                "[tools.x]\\ndetect = []\\nnote = 'n'|headroom.toml:2: tools.x.detect = []: give at least one",
                "[tools.x]\\nnote = 1|headroom.toml:2: tools.x.note = 1: give a text",
                "[tools.x]\\nenv = 'A=B'|headroom.toml:2: tools.x.env = A=B: give a table",
                "[tools.x.env]\\nA = 'b'|headroom.toml:1: tools.x.env: no variable has {base}",
                "[tools.x.env]\\nA = '{base}'\\nB = 1|headroom.toml:3: tools.x.env.B = 1: give a text",
                "[tools.x.env]\\n'A-B' = '{base}'|headroom.toml:2: tools.x.env.A-B = {base}: a variable's name",
                "[tools.x.env]\\nHEADROOM_PORT = '{base}'|headroom.toml:2: tools.x.env.HEADROOM_PORT = {base}: this variable",
                "[tools.x.env]\\nA = '{base}'\\nB_KEY = \"a\\\\nb\"|headroom.toml:3: tools.x.env.B_KEY = ***: give a text",
            })
    void namesFaults(String toml, String start) throws IOException {
        ToolSettings read = ToolSettings.read(file(toml.replace("\\n", "\n").replace("\\\n", "\\n")));

        assertEquals(List.of(), read.tools());
        assertEquals(
                List.of(start),
                read.faults().stream()
                        .map(fault -> fault.toString()
                                .substring(
                                        0,
                                        Math.min(
                                                start.length(), fault.toString().length())))
                        .collect(Collectors.toList()));
    }

    @Test
    @DisplayName(
            "PX-302: an unknown key of a tool is a warning with the nearest one; a faulty tool keeps no proxy from running")
    void warns() throws IOException {
        Path file = file("[tools.x]\ncomand = 'x'\nnote = 'n'\n[tools.y]\n[proxy]\nport = 9000\n");

        Resolution resolution = new SettingsResolver(Map.of(), Map.of(), Optional.of(file), Optional.empty()).resolve();

        assertEquals(9000, resolution.settings().proxy().port());
        assertEquals(
                List.of(
                        "headroom.toml:2: there is no setting tools.x.comand; did you mean command?",
                        "headroom.toml:4: tools.y: say by env which variables lead the tool to {base}, or by note what its"
                                + " user has to do by hand; the proxy runs without it"),
                resolution.warnings());
    }

    @Test
    @DisplayName("PX-303: every key is shown with its place, and what looks like a credential is not")
    void showsValues() throws IOException {
        ToolSettings read = ToolSettings.read(file("""
                [tools.x]
                command = ["npx", "x"]
                env = { A_URL = "{base}", X_API_KEY = "sk-1" }
                """));

        assertEquals(
                List.of(
                        new ToolSettings.Value("tools.x.command", "npx x", "headroom.toml:2"),
                        new ToolSettings.Value("tools.x.env.A_URL", "{base}", "headroom.toml:3"),
                        new ToolSettings.Value("tools.x.env.X_API_KEY", "***", "headroom.toml:3")),
                read.values());
    }

    @Test
    @DisplayName("PX-302: a file that is no TOML is a fault with its line; one that describes no tool costs no parser")
    void refusesBrokenFiles() throws IOException {
        assertEquals(
                "headroom.toml:1",
                ToolSettings.read(file("[tools.x\n")).faults().get(0).place().orElseThrow());
        assertEquals(ToolSettings.NONE, ToolSettings.read(file("[proxy]\nport = 1\n")));
    }
}
