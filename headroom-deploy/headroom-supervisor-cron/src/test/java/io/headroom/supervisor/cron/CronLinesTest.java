package io.headroom.supervisor.cron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandLine;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("D-740")
class CronLinesTest {
    enum Setting {
        PLAIN("/home/ada/.headroom"),
        BLANKS_AND_UMLAUTS("/home/Zo\u00EB L\u00F6we \uD83D\uDE80/R & D"),
        SIGNS("/srv/100% $HOME ${x} `id` %h;#"),
        QUOTES("/srv/\"twice\" 'once' \\n back\\\\slash");

        private final String workspace;

        Setting(String workspace) {
            this.workspace = workspace;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-740: crontab lines and the file for /etc/cron.d are as reviewed")
    void saysWhatWasReviewed(Setting setting) throws IOException {
        CronLines user = lines(setting.workspace, "office.1", Scope.USER);
        CronLines system = lines(setting.workspace, "office.1", Scope.SYSTEM);

        String text = String.join("\n", user.ofAccount()) + "\n==== " + system.fileName() + "\n" + system.ofMachine();

        Path written = Path.of("target/golden", setting.name().toLowerCase(Locale.ROOT) + ".txt");
        Files.createDirectories(written.getParent());
        Files.writeString(written, text);
        Path golden = Path.of("src/test/resources/golden").resolve(written.getFileName());
        assertEquals(Files.exists(golden) ? Files.readString(golden) : "no golden file; see " + written, text);
    }

    @Test
    @DisplayName("D-740: cron skips names with a dot, and two profiles never share a name")
    void namesFilesThatCronReads() {
        assertEquals("headroom-default", name("default"));
        assertTrue(name("a.b").matches("headroom-a_b[0-9a-f]{4}"), name("a.b"));
        assertNotEquals(name("a.b.c"), name("a.b_c"));
    }

    @Test
    @DisplayName("a path with a line end is refused: cron would take the rest for another line")
    void refusesALineEnd() {
        assertThrows(
                IllegalArgumentException.class,
                () -> lines("/srv/a\n* * * * * rm -r", "default", Scope.USER).ofAccount());
    }

    @ParameterizedTest
    @CsvSource({
        "PERSISTENT_SERVICE, true, true, UNSUPPORTED, persistent-task",
        "PERSISTENT_DOCKER, true, true, UNSUPPORTED, persistent-task",
        "PERSISTENT_TASK, false, true, UNSUPPORTED, Install cron",
        "PERSISTENT_TASK, true, false, UNKNOWN, sudo service cron start",
        "PERSISTENT_TASK, true, true, SUPPORTED, ''"
    })
    @DisplayName("D-724: supports tasks alone, and says when no daemon runs")
    void saysWhatItNeeds(Preset preset, boolean crontab, boolean daemon, Support.Verdict verdict, String reason) {
        FakeHost host = FakeHost.on(Machine.LINUX).withFile("/proc/1/comm", "init\n");
        if (crontab) {
            host.withExecutable("crontab");
        }
        if (daemon) {
            host.withFile("/proc/12/comm", "crond\n");
        }

        Support support = new CronSupervisor().supports(host, preset);

        assertEquals(verdict, support.verdict());
        assertTrue(support.reason().contains(reason), support.reason());
    }

    @Test
    @DisplayName("D-504: root acts as the account that the proxy runs as, with every argument in one piece")
    void actsAsTheAccount() {
        CommandLine line = Script.RUNNER.with(List.of("stop", "/srv/it's $1", "/l"), "ada");

        assertEquals(
                List.of("su", "-s", "/bin/sh", "ada", "-c"), line.arguments().subList(0, 5));
        assertTrue(
                line.arguments().get(5).endsWith(" sh stop '/srv/it'\\''s $1' /l"),
                line.arguments().get(5));
    }

    @Test
    @DisplayName(
            "D-702: where docker lies elsewhere, the check of a proxy in a container finds it, and other lines see nothing of it")
    void findsTheEngine() {
        FakeHost host = FakeHost.on(Machine.LINUX).withExecutable("docker");
        Path docker = host.executable("docker").orElseThrow();
        assertEquals(Path.of("/usr/bin").toString(), docker.getParent().toString());
        FakeHost odd = FakeHost.on(Machine.LINUX).withExecutableIn("/opt/100% docker's", "docker");
        ServiceSpec plain = Specs.of(host.path("/srv/deploy/office"), "office", Scope.USER, "ada");
        ServiceSpec contained = Specs.contained(plain);

        assertEquals(new CronLines(plain, odd).ofAccount(), new CronLines(contained, host).ofAccount());
        assertEquals(
                "*/5 * * * * PATH='/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/100\\% docker'\\''s'"
                        + " /bin/sh /srv/deploy/office/ensure-headroom.sh >/dev/null 2>&1",
                new CronLines(contained, odd).ofAccount().get(1));
        assertTrue(new CronLines(contained, odd).ofMachine().contains(":/bin:/opt/100% docker's\n"));
    }

    @Test
    void isFoundAsAPlugin() throws IOException {
        String name = CronSupervisor.class.getName();
        assertTrue(CronSupervisor.class.getModule().getDescriptor().provides().stream()
                .anyMatch(provides -> provides.providers().contains(name)));
        try (InputStream services =
                CronSupervisor.class.getResourceAsStream("/META-INF/services/" + Supervisor.class.getName())) {
            assertEquals(name, new String(services.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    private static String name(String profile) {
        return lines("/srv", profile, Scope.SYSTEM).fileName();
    }

    private static CronLines lines(String workspace, String profile, Scope scope) {
        Path directory = FakeHost.on(Machine.LINUX).path(workspace + "/deploy/" + profile);
        return new CronLines(Specs.of(directory, profile, scope, "ada"), FakeHost.on(Machine.LINUX));
    }
}
