package io.headroom.deploy.surface;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.EnvironmentValue.Hive;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Environment values in the registry of Windows. As a content a value is its type, a line end, and its data; a type that holds no text is
 * refused.
 *
 * <p>They are read by {@code reg.exe}, which starts fast, but writes in the console's code page; what is more than one line of plain ASCII is
 * read once more by PowerShell. All values of a plan are written by one PowerShell, see {@link RegistryScript}. Of programs only exit codes
 * and what bears no language are read.
 */
final class RegistryValues {
    private static final String SEPARATOR = "    ";

    private final Host host;
    private final RegistryScript script;

    RegistryValues(Host host) {
        this.host = host;
        this.script = new RegistryScript(host);
    }

    /**
     * One value that is to be written.
     *
     * @param change which
     * @param now what is there
     * @param next what is to be there; empty: nothing
     */
    record Write(Change.EnvironmentValue change, Optional<FileContent> now, Optional<FileContent> next) {}

    Optional<FileContent> read(Change.EnvironmentValue value) throws IOException {
        String key = value.hive() == Hive.USER
                ? "HKCU\\Environment"
                : "HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment";
        CommandResult result =
                host.query(CommandLine.of(RegistryScript.program("reg.exe", host), "query", key, "/v", value.name()));
        if (!result.succeeded()) {
            return Optional.empty();
        }
        String begin = value.name().toLowerCase(Locale.ROOT) + SEPARATOR + "reg_";
        List<String> lines = result.output()
                .lines()
                .dropWhile(line -> !line.stripLeading().toLowerCase(Locale.ROOT).startsWith(begin))
                .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.get(0).stripLeading().substring(value.name().length() + SEPARATOR.length());
        int end = line.indexOf(SEPARATOR);
        String type = end < 0 ? line.strip() : line.substring(0, end);
        requireText(value, type);
        // One blank line follows; what is more may be of the data.
        boolean more = lines.size() > 2 || !lines.get(lines.size() - 1).isBlank();
        String data = end < 0 ? "" : line.substring(end + SEPARATOR.length());
        return Optional.of(content(type, more || !isCertain(data) ? script.data(value) : data));
    }

    /** A question mark may stand for what the code page does not have. */
    private static boolean isCertain(String data) {
        return data.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '?');
    }

    private static void requireText(Change.EnvironmentValue value, String type) throws IOException {
        if (!type.equals("REG_SZ") && !type.equals("REG_EXPAND_SZ")) {
            throw new IOException(value.name() + " in the registry is of the type " + type
                    + ", which holds no text; delete it, then run this again");
        }
    }

    private static FileContent content(String type, String data) {
        return FileContent.of(type + "\n" + data);
    }

    /** Writes what differs from what is there, all at once. */
    void write(List<Write> writes) throws IOException {
        List<Write> needed = writes.stream()
                .filter(write -> !write.next().equals(write.now()))
                .collect(Collectors.toList());
        if (!needed.isEmpty()) {
            script.write(needed);
        }
    }

    static String type(FileContent content) {
        String text = text(content);
        return text.substring(0, text.indexOf('\n'));
    }

    static String data(FileContent content) {
        String text = text(content);
        return text.substring(text.indexOf('\n') + 1);
    }

    private static String text(FileContent content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }
}
