package io.headroom.supervisor.cron;

import io.headroom.api.host.Host;
import io.headroom.api.supervise.SearchPath;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What cron is told, by {@code crontab(5)}: a command ends at an unescaped {@code %}, and the rest is for {@code /bin/sh}. */
final class CronLines {
    private static final List<String> WHEN = List.of("@reboot", "*/5 * * * *");

    private static final List<String> OWN_PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private final ServiceSpec spec;
    private final SearchPath path;

    CronLines(ServiceSpec spec, Host host) {
        this.spec = spec;
        this.path = spec.container().isPresent() ? SearchPath.of(OWN_PATH, host) : new SearchPath(OWN_PATH);
    }

    /** The lines of an account's own crontab. */
    List<String> ofAccount() {
        // A variable of the crontab would hold for the lines of others, too.
        String variable = path.folders().equals(OWN_PATH) ? "" : "PATH=" + escaped(quoted(path.text())) + " ";
        return WHEN.stream().map(when -> when + " " + variable + command()).toList();
    }

    /** The file for {@code /etc/cron.d}, whose lines name the account, and which inherits nothing. */
    String ofMachine() {
        String lines = WHEN.stream()
                .map(when -> when + " " + spec.runAs() + " " + command() + "\n")
                .collect(Collectors.joining());
        return "# Checks the Headroom proxy, profile " + spec.profile() + "; remove it by 'headroom install remove'.\n"
                + "SHELL=/bin/sh\n"
                + "PATH=" + path.text() + "\n"
                + lines;
    }

    /** The name of that file. cron skips names with a dot; the hash keeps {@code a.b} and {@code a_b} apart. */
    String fileName() {
        String profile = spec.profile();
        return "headroom-" + (profile.contains(".") ? profile.replace('.', '_') + hash(profile) : profile);
    }

    private String command() {
        String command = spec.ensure().stream().map(CronLines::quoted).collect(Collectors.joining(" "));
        return escaped(command) + " >/dev/null 2>&1";
    }

    private static String escaped(String words) {
        if (words.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new IllegalArgumentException("a crontab cannot name a path with a line end: " + words);
        }
        return words.replace("%", "\\%");
    }

    /** A word for a POSIX shell in which nothing acts. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9/._+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
