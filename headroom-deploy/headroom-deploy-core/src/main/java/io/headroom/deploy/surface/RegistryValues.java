package io.headroom.deploy.surface;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Environment values in the registry of Windows, by {@code reg.exe}. As a content a value is its type, a line end, and its data. Only exit
 * codes and the line with the value's own name are read, since the rest is localized.
 */
final class RegistryValues {
    private static final String USER = "HKCU\\Environment";
    private static final String MACHINE = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
    private static final String SEPARATOR = "    ";

    private final Host host;

    RegistryValues(Host host) {
        this.host = host;
    }

    Optional<FileContent> read(Change.EnvironmentValue value) {
        CommandResult result = host.query(CommandLine.of("reg.exe", "query", key(value), "/v", value.name()));
        if (!result.succeeded()) {
            return Optional.empty();
        }
        return result.output()
                .lines()
                .map(String::stripLeading)
                .filter(line -> line.toLowerCase(Locale.ROOT)
                        .startsWith(value.name().toLowerCase(Locale.ROOT) + SEPARATOR + "reg_"))
                .map(line -> line.substring(value.name().length() + SEPARATOR.length()))
                .map(RegistryValues::content)
                .findFirst();
    }

    void write(Change.EnvironmentValue value, Optional<FileContent> content) throws IOException {
        if (content.isEmpty()) {
            run(CommandLine.of("reg.exe", "delete", key(value), "/v", value.name(), "/f"));
            return;
        }
        String text = new String(content.get().bytes(), StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        run(CommandLine.of(
                "reg.exe",
                "add",
                key(value),
                "/v",
                value.name(),
                "/t",
                text.substring(0, end),
                "/d",
                text.substring(end + 1),
                "/f"));
    }

    private void run(CommandLine command) throws IOException {
        CommandFailedException.check(command, host.run(command));
    }

    private static FileContent content(String typeAndData) {
        int end = typeAndData.indexOf(SEPARATOR);
        return end < 0
                ? FileContent.of(typeAndData.strip() + "\n")
                : FileContent.of(
                        typeAndData.substring(0, end) + "\n" + typeAndData.substring(end + SEPARATOR.length()));
    }

    private static String key(Change.EnvironmentValue value) {
        return value.hive() == Change.EnvironmentValue.Hive.USER ? USER : MACHINE;
    }
}
