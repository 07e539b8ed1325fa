package io.headroom.deploy.profile;

import io.headroom.api.change.FileContent;
import io.headroom.api.host.OperatingSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What supervisor objects name instead of the launcher, so that an upgrade rewrites this file alone and never touches the object. On
 * Unix a POSIX shell script, on Windows an argument file of the JVM (the {@code java} command's page of the JDK, "Command-Line Argument
 * Files"). It holds nothing secret and takes nothing from the environment that it is started in.
 */
public final class RunScript {
    private static final String CONFIGURATION = "78";

    private final ProfileFolder folder;
    private final Launcher launcher;
    private final Map<String, String> environment;
    private final GivingUp givingUp;

    /** How the supervisor is kept from trying for ever what cannot work. */
    public enum GivingUp {
        /** It knows that 78 means that. */
        EXIT_78,
        /** It goes on unless the process ended well. */
        EXIT_0;

        /**
         * How a supervisor is kept from trying on.
         *
         * @param supervisor its id
         * @return what ends its tries
         */
        public static GivingUp of(String supervisor) {
            return Set.of("launchd", "taskscheduler").contains(supervisor) ? EXIT_0 : EXIT_78;
        }
    }

    /**
     * The script of a profile.
     *
     * @param folder where the profile lies
     * @param launcher what it starts
     * @param environment variables that are set for the launcher, nothing secret among them; {@code HEADROOM_JAVA_OPTS} has further
     *     options of the JVM, separated by blanks
     * @param givingUp how the supervisor is kept from trying on
     */
    public RunScript(ProfileFolder folder, Launcher launcher, Map<String, String> environment, GivingUp givingUp) {
        this.folder = folder;
        this.launcher = launcher;
        this.environment = new TreeMap<>(environment);
        this.givingUp = givingUp;
    }

    /**
     * What becomes the proxy.
     *
     * @param system for which system
     * @return the file's bytes
     */
    public FileContent run(OperatingSystem system) {
        return content(system, "run");
    }

    /**
     * What a scheduled check runs.
     *
     * @param system for which system
     * @return the file's bytes
     */
    public FileContent ensure(OperatingSystem system) {
        return content(system, "ensure");
    }

    /**
     * The command that a supervisor runs.
     *
     * @param system on which system
     * @return program and arguments
     */
    public List<String> runCommand(OperatingSystem system) {
        return command(system, folder.run(system));
    }

    /**
     * The command that a scheduled check runs.
     *
     * @param system on which system
     * @return program and arguments
     */
    public List<String> ensureCommand(OperatingSystem system) {
        return command(system, folder.ensure(system));
    }

    private List<String> command(OperatingSystem system, Path file) {
        return system == OperatingSystem.WINDOWS
                ? List.of(launcher.java().resolve("bin").resolve("javaw.exe").toString(), "@" + file)
                : List.of("/bin/sh", file.toString());
    }

    private List<String> agent(String verb) {
        return List.of(
                "install",
                "agent",
                verb,
                "--profile",
                folder.profile().text(),
                "--workspace",
                folder.workspace().toString());
    }

    private FileContent content(OperatingSystem system, String verb) {
        return FileContent.of(system == OperatingSystem.WINDOWS ? argumentFile(verb) : script(verb));
    }

    private String script(String verb) {
        String java = launcher.java().resolve("bin").resolve("java").toString();
        StringBuilder text = new StringBuilder();
        line(text, "#!/bin/sh");
        line(text, "# Written by 'headroom install', which writes it again at every apply. Changes here are lost.");
        line(text, "set -u");
        line(text, "umask 077");
        line(text, "fail() {");
        line(
                text,
                "    printf '{\"at\": \"%s\", \"reason\": \"%s\", \"count\": 1}\\n' \"$(date -u +%Y-%m-%dT%H:%M:%SZ)\" \"$1\" >"
                        + quoted(folder.failure() + ".new") + " &&");
        line(
                text,
                "        mv -f " + quoted(folder.failure() + ".new") + " "
                        + quoted(folder.failure().toString()));
        line(text, "    rm -f " + quoted(folder.wired().toString()));
        line(text, "    printf 'headroom: %s\\n' \"$1\" >&2");
        line(text, "    exit " + (givingUp == GivingUp.EXIT_78 ? CONFIGURATION : "0"));
        line(text, "}");
        line(
                text,
                "[ -x " + quoted(launcher.program().toString()) + " ] || fail 'the headroom command that this profile"
                        + " starts is gone; run headroom install apply again'");
        line(
                text,
                "[ -x " + quoted(java) + " ] || fail 'the Java runtime that this profile uses is gone; run headroom"
                        + " install apply again'");
        line(text, "JAVA_HOME=" + quoted(launcher.java().toString()));
        line(text, "export JAVA_HOME");
        environment.forEach((name, value) -> {
            line(text, name + "=" + quoted(value));
            line(text, "export " + name);
        });
        StringBuilder command =
                new StringBuilder("exec ").append(quoted(launcher.program().toString()));
        agent(verb).forEach(argument -> command.append(' ').append(quoted(argument)));
        line(text, command.toString());
        return text.toString();
    }

    private String argumentFile(String verb) {
        Path home = launcher.program().getParent().getParent();
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xms8m",
                "-Xmx256m",
                "-Xss512k",
                "-Xlog:disable",
                "-XX:+IgnoreUnrecognizedVMOptions"));
        arguments.add("--sun-misc-unsafe-memory-access=allow");
        arguments.add("--enable-native-access=ALL-UNNAMED");
        for (String option : environment.getOrDefault("HEADROOM_JAVA_OPTS", "").split(" ", -1)) {
            if (!option.isEmpty()) {
                arguments.add(option);
            }
        }
        arguments.addAll(List.of("-p", home.resolve("lib").toString(), "-m", "io.headroom.cli"));
        arguments.addAll(agent(verb));
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append('"')
                    .append(argument.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"\r\n");
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
