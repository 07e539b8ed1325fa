package io.headroom.deploy.shell;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.EnvironmentValue.Hive;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What variables are set to where programs will find them later (PV-205): in the start files of shells as text, in environment.d(5), in
 * {@code /etc/environment}, and in the registry of Windows. No shell is run: of several lines in a file the last counts, whatever is between
 * them, and a value that is computed is given as it is written. Our own blocks and files are passed over. Thread-safe.
 */
public final class WrittenVariables {
    private static final String BEGIN = "# >>> headroom ";
    private static final String END = "# <<< headroom ";
    private static final String OWN_FILE = "# Written by Headroom";
    private static final String VALUE = "('[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s;&|#'\"]*)";
    private static final List<String> IN_HOME =
            List.of(".profile", ".bash_profile", ".bash_login", ".bashrc", ".zshenv", ".zprofile", ".zshrc", ".zlogin");
    private static final List<String> OF_MACHINE = List.of(
            "/etc/environment", "/etc/profile", "/etc/bash.bashrc", "/etc/zshenv", "/etc/zprofile", "/etc/zshrc");

    private final Host host;

    /**
     * The variables of an account.
     *
     * @param host the machine and the account
     */
    public WrittenVariables(Host host) {
        this.host = host;
    }

    /**
     * One place.
     *
     * @param value what is written there, without the quotes
     * @param place the file and line, or the key of the registry
     */
    public record Written(String value, String place) {}

    /**
     * Where a variable is set.
     *
     * @param name its name
     * @return the places, those of the account first; without those that set it to nothing
     */
    public List<Written> of(String name) {
        if (host.operatingSystem() == OperatingSystem.WINDOWS) {
            return Stream.of(Hive.USER, Hive.MACHINE)
                    .flatMap(hive -> registry(name, hive).stream())
                    .toList();
        }
        List<Written> found = new ArrayList<>();
        for (Path file : files()) {
            last(file, name).ifPresent(found::add);
        }
        return found;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        IN_HOME.forEach(name -> files.add(host.home().resolve(name)));
        ShellFiles shells = new ShellFiles(host);
        shells.posix().keySet().stream().filter(file -> !files.contains(file)).forEach(files::add);
        Path configuration = shells.configuration();
        files.add(configuration.resolve("fish").resolve("config.fish"));
        files.addAll(in(configuration.resolve("fish").resolve("conf.d"), "*.fish"));
        files.add(configuration.resolve("powershell").resolve("profile.ps1"));
        files.addAll(in(configuration.resolve("environment.d"), "*.conf"));
        OF_MACHINE.forEach(path -> files.add(host.path(path)));
        files.addAll(in(host.path("/etc/profile.d"), "*.sh"));
        return files;
    }

    private static List<Path> in(Path folder, String names) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
                files.forEach(found::add);
            } catch (IOException unreadable) {
                // What this account may not list, its shells do not read either.
                return List.of();
            }
        }
        found.sort(null);
        return found;
    }

    private static Optional<Written> last(Path file, String name) {
        String text = ShellFiles.read(file);
        if (text.startsWith(OWN_FILE) || !text.contains(name)) {
            return Optional.empty();
        }
        boolean exported = exports(name).matcher(text).find() || needsNoExport(file);
        Pattern form = form(file, name);
        Optional<Written> found = Optional.empty();
        boolean ours = false;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            ours = line.startsWith(BEGIN) || (ours && !line.startsWith(END));
            Matcher setting = form.matcher(line);
            if (!ours && !line.stripLeading().startsWith("#") && setting.find()) {
                boolean counts = exported || !setting.group(1).isBlank();
                String value = plain(setting.group(2));
                if (counts) {
                    found = value.isBlank()
                            ? Optional.empty()
                            : Optional.of(new Written(value, file + ", line " + number));
                }
            }
        }
        return found;
    }

    /** The kinds of files in which nothing but what their form says makes a variable one of programs, too. */
    private static boolean needsNoExport(Path file) {
        String name = file.getFileName().toString();
        return name.equals("environment") || Stream.of(".conf", ".ps1", ".fish").anyMatch(name::endsWith);
    }

    private static Pattern exports(String name) {
        return Pattern.compile("(?m)(?:^|[;&])[ \t]*(?:export|declare -x|typeset -x)\\b[^#\n]*\\b" + name + "\\b");
    }

    /** The first group is what makes an export of it, the second the value. */
    private static Pattern form(Path file, String name) {
        if (file.toString().endsWith(".fish")) {
            return Pattern.compile(
                    "(^|[;\\s])(?:set\\s+(?:-\\S+\\s+)+" + name + "\\s+|export\\s+" + name + "=)" + VALUE);
        }
        if (file.toString().endsWith(".ps1")) {
            return Pattern.compile("(?i)(^|[;\\s])\\$env:" + name + "\\s*=\\s*" + VALUE);
        }
        return Pattern.compile("(?:^|[;&])\\s*((?:export\\s|declare\\s+-x\\s|typeset\\s+-x\\s)(?:[^#;&]*\\s)?|)\\s*"
                + name + "=" + VALUE);
    }

    private static String plain(String value) {
        boolean single = value.length() > 1 && value.startsWith("'");
        boolean twofold = value.length() > 1 && value.startsWith("\"");
        String inner = single || twofold ? value.substring(1, value.length() - 1) : value;
        return twofold ? inner.replaceAll("\\\\([\\\\\"$`])", "$1") : inner;
    }

    private Optional<Written> registry(String name, Hive hive) {
        Surfaces surfaces = new Surfaces(host, new AtomicFiles(host, Steps.NONE));
        ChangeInfo info = ChangeInfo.wiring("", EnvironmentSurfaces.TARGET, name, "looks");
        try {
            Optional<FileContent> content = surfaces.read(new Change.EnvironmentValue(info, hive, name, ""));
            return content.map(one -> new String(one.bytes(), StandardCharsets.UTF_8))
                    .map(text -> text.substring(text.indexOf('\n') + 1).strip())
                    .filter(value -> !value.isEmpty())
                    .map(value -> new Written(
                            value, name + " in the environment of the " + (hive == Hive.USER ? "account" : "machine")));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
