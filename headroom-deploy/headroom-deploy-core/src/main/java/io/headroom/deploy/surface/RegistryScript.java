package io.headroom.deploy.surface;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.EnvironmentValue.Hive;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.deploy.file.StaleFileException;
import io.headroom.deploy.record.JsonOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Windows PowerShell 5.1, which every supported Windows has, does for {@link RegistryValues}: it writes any number of values in one
 * process, each with its own type, and tells all windows once (WM_SETTINGCHANGE), so that programs that start from now on see them.
 *
 * <p>{@code [Environment]::SetEnvironmentVariable} would write every value as REG_SZ and tell the windows once a value; here it only does the
 * telling, by deleting a variable that nobody has. {@code setx} cuts values at 1,024 characters, and {@code reg import} tells nobody. The
 * script is always the same; names and values come as its input, one JSON object a line in ASCII, so that no quoting and no code page stands
 * between. Right before it writes it looks whether all values still are what was planned with. Where PowerShell may only run cmdlets
 * (constrained language mode) it cannot look and cannot tell: the values are seen after the next login.
 */
final class RegistryScript {
    /** The exit code for a value that somebody else has changed. */
    private static final int CHANGED = 9;

    /** A slow disk, and one second for each window that does not answer. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** No double quotes: they would have to be quoted on a command line. */
    private static final String WRITE = String.join(
            " ",
            "$ErrorActionPreference = 'Stop';",
            "$full = $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage';",
            "$all = @($input | ForEach-Object { ConvertFrom-Json -InputObject $_ });",
            "if ($full) { foreach ($v in $all) {",
            "$now = (Get-Item -LiteralPath $v.key).GetValue($v.name, $null, 'DoNotExpandEnvironmentNames');",
            "$is = if ($null -eq $now) { '' } else { '=' + $now };",
            "if (-not $is.Equals($v.was)) { exit " + CHANGED + " } } };",
            "foreach ($v in $all) { if ($v.type) {",
            "Set-ItemProperty -LiteralPath $v.key -Name $v.name -Value $v.value.Substring(1) -Type $v.type",
            "} else { Remove-ItemProperty -LiteralPath $v.key -Name $v.name } };",
            "if ($full) { [Environment]::SetEnvironmentVariable('HEADROOM_TELLS_WINDOWS', '', 'User') }");

    private static final String READ = String.join(
            " ",
            "$ErrorActionPreference = 'Stop';",
            "$v = @($input | ForEach-Object { ConvertFrom-Json -InputObject $_ })[0];",
            "$now = (Get-Item -LiteralPath $v.key).GetValue($v.name, '', 'DoNotExpandEnvironmentNames');",
            "[int[]][char[]]$now -join ' '");

    private final Host host;

    RegistryScript(Host host) {
        this.host = host;
    }

    /** Where Windows has its programs: the folder that a command is run in must not bring its own. */
    static String program(String name, Host host) {
        return host.variable("SystemRoot")
                .map(root -> root + "\\System32\\" + name)
                .orElse(name.substring(name.lastIndexOf('\\') + 1));
    }

    /** The exact data of a value that is there. */
    String data(Change.EnvironmentValue value) throws IOException {
        CommandLine command = command(READ, line(value, Optional.empty(), Optional.empty()));
        CommandResult result = host.query(command);
        CommandFailedException.check("PowerShell", command, result);
        StringBuilder data = new StringBuilder();
        for (String unit : result.output().strip().split(" ", -1)) {
            if (!unit.isEmpty()) {
                data.append((char) Integer.parseInt(unit));
            }
        }
        return data.toString();
    }

    /** Writes values. */
    void write(List<RegistryValues.Write> writes) throws IOException {
        StringBuilder lines = new StringBuilder();
        writes.forEach(write -> lines.append(line(write.change(), write.now(), write.next())));
        CommandLine command = command(WRITE, lines.toString());
        CommandResult result = host.run(command);
        if (result.outcome() == CommandResult.Outcome.EXITED && result.exitCode() == CHANGED) {
            throw new StaleFileException("The environment in the registry");
        }
        CommandFailedException.check("PowerShell", command, result);
    }

    private CommandLine command(String script, String input) {
        List<String> words = List.of(
                program("WindowsPowerShell\\v1.0\\powershell.exe", host),
                "-NoProfile",
                "-NonInteractive",
                "-Command",
                script);
        return new CommandLine(words, Map.of(), input, LIMIT);
    }

    /** Data have a sign before them, so that empty ones are something. */
    private static String line(Change.EnvironmentValue value, Optional<FileContent> now, Optional<FileContent> next) {
        String key = value.hive() == Hive.USER
                ? "HKEY_CURRENT_USER\\Environment"
                : "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
        return ascii(JsonOutput.line(out -> {
            out.writeStartObject();
            out.writeStringProperty("key", "Registry::" + key);
            out.writeStringProperty("name", value.name());
            out.writeStringProperty(
                    "was",
                    now.map(content -> "=" + RegistryValues.data(content)).orElse(""));
            next.ifPresent(content -> {
                boolean expands = RegistryValues.type(content).equals("REG_EXPAND_SZ");
                out.writeStringProperty("type", expands ? "ExpandString" : "String");
                out.writeStringProperty("value", "=" + RegistryValues.data(content));
            });
            out.writeEndObject();
        }));
    }

    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars().forEach(c -> {
            if (c < 0x7F) {
                ascii.append((char) c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return ascii.toString();
    }
}
