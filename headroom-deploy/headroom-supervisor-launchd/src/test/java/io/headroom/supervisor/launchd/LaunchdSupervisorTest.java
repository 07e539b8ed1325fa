package io.headroom.supervisor.launchd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.CommandLine;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.supervisor.launchd.fake.FakeMac;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the supervisor says to launchd and to users, on Macs in memory. */
class LaunchdSupervisorTest {
    private static final String NO_SESSION =
            "No graphical session for this user, so a LaunchAgent cannot start. Log in on the Mac"
                    + " once, or run: sudo headroom install apply --scope system";
    private static final String PLIST = "/Users/ada/Library/LaunchAgents/com.headroom.default.plist";

    private final LaunchdSupervisor supervisor = new LaunchdSupervisor();

    @Test
    @DisplayName("D-711: the first start enables, loads and kickstarts, and waits for the process")
    void startsWhatIsNotLoaded() throws SupervisorException {
        FakeMac mac = installed(Preset.PERSISTENT_SERVICE, Scope.USER);

        supervisor.start(mac.spec(), mac.host());

        assertEquals(
                List.of(
                        "enable gui/501/com.headroom.default",
                        "print gui/501/com.headroom.default",
                        "bootstrap gui/501 " + PLIST,
                        "kickstart gui/501/com.headroom.default",
                        "print gui/501/com.headroom.default"),
                trace(mac));
    }

    @Test
    @DisplayName("D-711: stop boots out, waits until launchd knows the label no more, and disables it")
    void stops() throws SupervisorException {
        FakeMac mac = started(Preset.PERSISTENT_SERVICE, Scope.SYSTEM);

        supervisor.stop(mac.spec(), mac.host());

        assertEquals(
                List.of(
                        "bootout system/com.headroom.default",
                        "print system/com.headroom.default",
                        "disable system/com.headroom.default"),
                trace(mac));
    }

    @Test
    @DisplayName("D-711: restart of an unchanged job is one kickstart -k")
    void restartsByKickstart() throws SupervisorException {
        FakeMac mac = started(Preset.PERSISTENT_SERVICE, Scope.USER);

        supervisor.restart(mac.spec(), mac.host());

        List<String> trace = trace(mac);
        assertTrue(trace.contains("kickstart -k gui/501/com.headroom.default"), trace::toString);
        assertFalse(trace.stream().anyMatch(line -> line.startsWith("bootout")), trace::toString);
    }

    @Test
    @DisplayName("D-711: restart of a job whose file was changed loads the file again, also while launchd drains")
    void restartsByReload() throws SupervisorException, IOException {
        FakeMac mac = started(Preset.PERSISTENT_SERVICE, Scope.USER).turn("DRAIN_S=5");
        Files.writeString(mac.host().resolve(PLIST), Files.readString(mac.host().resolve(PLIST)) + "\n");

        supervisor.restart(mac.spec(), mac.host());

        List<String> trace = trace(mac);
        assertTrue(trace.contains("bootout gui/501/com.headroom.default"), trace::toString);
        assertTrue(mac.running());
        assertTrue(mac.comesBack());
    }

    @Test
    @DisplayName("D-711: stopped is stopped over a reboot, started is started")
    void keepsItsStateOverAReboot() throws SupervisorException {
        FakeMac mac = started(Preset.PERSISTENT_SERVICE, Scope.USER);

        mac.reboot();
        assertTrue(mac.running());
        supervisor.stop(mac.spec(), mac.host());
        mac.reboot();
        assertFalse(mac.running());
        supervisor.start(mac.spec(), mac.host());
        mac.reboot();
        assertTrue(mac.running());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LEGACY_TRUE_FALSE=1", "DISABLED_CODE=5"})
    @DisplayName("D-711: a label that the user disabled is named, not overridden, by the watchdog; start overrides it")
    void respectsADisabledLabel(String knob) throws SupervisorException {
        FakeMac mac = started(Preset.PERSISTENT_SERVICE, Scope.USER).turn(knob);
        mac.launchctl("bootout", mac.target());
        mac.launchctl("disable", mac.target());

        SupervisorException refused =
                assertThrows(SupervisorException.class, () -> supervisor.revive(mac.spec(), mac.host()));

        assertTrue(refused.getMessage().startsWith("The label com.headroom.default is disabled"), refused.getMessage());
        assertFalse(mac.running());
        assertFalse(mac.comesBack());
        supervisor.start(mac.spec(), mac.host());
        assertTrue(mac.running());
    }

    @Test
    @DisplayName("D-711: code 119 is named where launchd does not list the label as disabled")
    void namesCode119() {
        FakeMac mac = installed(Preset.PERSISTENT_SERVICE, Scope.USER).turn("DISABLED=com.headroom.default");
        mac.host().withCommand(0, "disabled services = {\n}\n", "launchctl", "print-disabled", "gui/501");

        SupervisorException refused =
                assertThrows(SupervisorException.class, () -> supervisor.revive(mac.spec(), mac.host()));

        assertTrue(refused.getMessage().startsWith("The label com.headroom.default is disabled"), refused.getMessage());
    }

    @Test
    @DisplayName("D-711: the watchdog brings back what is loaded and what is not")
    void revives() throws SupervisorException {
        FakeMac mac = started(Preset.PERSISTENT_TASK, Scope.USER);
        mac.end(1);

        supervisor.revive(mac.spec(), mac.host());
        assertTrue(mac.running());
        mac.launchctl("bootout", mac.target());
        supervisor.revive(mac.spec(), mac.host());
        assertTrue(mac.running());
    }

    @Test
    @DisplayName("D-711: a label that never becomes free ends the start after 15 s, with the code and what to do")
    void givesUpOnALabel() {
        FakeMac mac = installed(Preset.PERSISTENT_SERVICE, Scope.USER).turn("DRAIN_S=600");
        mac.launchctl("bootstrap", "gui/501", PLIST);
        mac.launchctl("bootout", mac.target());
        Instant begin = mac.host().clock();

        SupervisorException refused =
                assertThrows(SupervisorException.class, () -> supervisor.start(mac.spec(), mac.host()));

        assertTrue(
                refused.getMessage().contains("code 5") && refused.getMessage().contains("plutil -lint"));
        Duration waited = Duration.between(begin, mac.host().clock());
        assertTrue(waited.toSeconds() >= 15 && waited.toSeconds() < 17, waited::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {112, 113, 125})
    @DisplayName("D-712: without a graphical session an agent is refused with the way out, a daemon is not")
    void needsAGraphicalSession(int code) {
        FakeMac agent = new FakeMac(Preset.PERSISTENT_SERVICE, Scope.USER).turn("GUI_ABSENT=1", "ABSENT_CODE=" + code);
        FakeMac daemon = new FakeMac(Preset.PERSISTENT_SERVICE, Scope.SYSTEM).turn("GUI_ABSENT=1");

        assertEquals(List.of(Refusal.host(NO_SESSION)), supervisor.preflight(agent.spec(), agent.host()));
        assertEquals(Support.unsupported(NO_SESSION), supervisor.supports(agent.host(), Preset.PERSISTENT_SERVICE));
        assertEquals(List.of(), supervisor.preflight(daemon.spec(), daemon.host()));
        assertEquals(Support.supported(), supervisor.supports(daemon.host(), Preset.PERSISTENT_SERVICE));
    }

    @Test
    @DisplayName("D-712: a start without a graphical session says so, and the state is stopped until the login")
    void startsNothingWithoutASession() {
        FakeMac mac = installed(Preset.PERSISTENT_SERVICE, Scope.USER).turn("GUI_ABSENT=1");

        SupervisorException refused =
                assertThrows(SupervisorException.class, () -> supervisor.start(mac.spec(), mac.host()));

        assertEquals(NO_SESSION, refused.getMessage());
        assertEquals(
                ServiceState.Status.STOPPED,
                supervisor.state(mac.spec(), mac.host()).status());
    }

    @Test
    @DisplayName("D-606: a label that others use is refused, with the file")
    void refusesAForeignLabel() {
        FakeMac onDisk = new FakeMac(Preset.PERSISTENT_SERVICE, Scope.USER);
        onDisk.host().withFile(PLIST, "<plist version=\"1.0\"><dict/></plist>");
        FakeMac loaded = new FakeMac(Preset.PERSISTENT_SERVICE, Scope.USER);
        loaded.host()
                .withCommand(
                        0,
                        loaded.target() + " = {\n\tpath = /opt/other.plist\n\tstate = running\n}\n",
                        "launchctl",
                        "print",
                        loaded.target());

        assertEquals(
                List.of(Refusal.host("The label com.headroom.default is in use by " + PLIST
                        + ", which this program did not write.")),
                supervisor.preflight(onDisk.spec(), onDisk.host()));
        assertEquals(
                List.of(
                        Refusal.host(
                                "The label com.headroom.default is in use by /opt/other.plist, which this program did not write.")),
                supervisor.preflight(loaded.spec(), loaded.host()));
    }

    @Test
    @DisplayName("D-606: our own files and jobs are no obstacle to an update")
    void acceptsItsOwnLabel() throws SupervisorException {
        FakeMac mac = started(Preset.PERSISTENT_TASK, Scope.USER);

        assertEquals(List.of(), supervisor.preflight(mac.spec(), mac.host()));
    }

    @Test
    @DisplayName("D-710: a profile that is named like a watchdog is refused")
    void refusesTheNameOfAWatchdog() {
        FakeMac mac = new FakeMac(Preset.PERSISTENT_SERVICE, Scope.USER);
        ServiceSpec spec = with(mac.spec(), "office.ensure", mac.spec().limits());

        assertEquals(
                List.of(
                        Refusal.host(
                                "The profile name 'office.ensure' ends like the name of a watchdog. Choose another --profile.")),
                supervisor.preflight(spec, mac.host()));
    }

    @Test
    @DisplayName("D-507: what is less than asked for is data")
    void tellsDegradations() {
        FakeMac agent = new FakeMac(Preset.PERSISTENT_TASK, Scope.USER);
        FakeMac daemon = new FakeMac(Preset.PERSISTENT_SERVICE, Scope.SYSTEM);
        ServiceSpec.Limits limits = new ServiceSpec.Limits(OptionalLong.of(1 << 28), OptionalInt.empty());

        assertEquals(List.of("login-only", "restart-within-5-min"), codes(agent.spec(), agent.host()));
        assertEquals(List.of(), codes(daemon.spec(), daemon.host()));
        assertEquals(List.of("no-memory-limit"), codes(with(daemon.spec(), "default", limits), daemon.host()));
    }

    @ParameterizedTest
    @EnumSource(names = {"PERSISTENT_SERVICE", "PERSISTENT_TASK"})
    @DisplayName(
            "D-704: a program that ends with a failure is started again, by launchd or by the watchdog's next look")
    void tellsStates(Preset preset) throws SupervisorException {
        FakeMac mac = started(preset, Scope.USER);
        assertEquals(
                OptionalLong.of(4000), supervisor.state(mac.spec(), mac.host()).pid());

        mac.end(78);

        ServiceState state = supervisor.state(mac.spec(), mac.host());
        assertEquals(OptionalInt.of(78), state.lastExit());
        assertEquals(
                preset == Preset.PERSISTENT_SERVICE ? ServiceState.Status.STARTING : ServiceState.Status.FAILED,
                state.status());
        mac.host().pause(Duration.ofSeconds(11));
        assertEquals(preset == Preset.PERSISTENT_SERVICE, mac.running());
    }

    @Test
    @DisplayName("D-711: of print only lines with one tab count")
    void readsOneTabLinesOnly() {
        Printed printed =
                Printed.read("gui/501/x = {\n\tstate = running\n\tevent = {\n\t\tstate = active\n\t\tpid = 1\n\t}\n"
                        + "\tpid = 42\n\tlast exit code = 78: EX_CONFIG\n}\n");

        assertEquals(
                new ServiceState(
                        ServiceState.Status.RUNNING, OptionalLong.of(42), OptionalInt.of(78), "state = running"),
                printed.serviceState());
    }

    @Test
    @DisplayName("the plugin is named for the module path and for the class path")
    void isNamedTwice() throws IOException {
        String name = LaunchdSupervisor.class.getName();

        try (InputStream services =
                getClass().getResourceAsStream("/META-INF/services/" + Supervisor.class.getName())) {
            assertEquals(name, new String(services.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        assertTrue(LaunchdSupervisor.class.getModule().getDescriptor().provides().stream()
                .anyMatch(provides -> provides.service().equals(Supervisor.class.getName())
                        && provides.providers().equals(List.of(name))));
    }

    private FakeMac installed(Preset preset, Scope scope) {
        FakeMac mac = new FakeMac(preset, scope);
        mac.install(supervisor.plan(mac.spec(), mac.host()));
        mac.host().forgetAccesses();
        return mac;
    }

    private FakeMac started(Preset preset, Scope scope) throws SupervisorException {
        FakeMac mac = installed(preset, scope);
        supervisor.start(mac.spec(), mac.host());
        mac.host().forgetAccesses();
        return mac;
    }

    private List<String> codes(ServiceSpec spec, FakeHost host) {
        return supervisor.plan(spec, host).degraded().stream()
                .map(ServicePlan.Degradation::code)
                .toList();
    }

    private static List<String> trace(FakeMac mac) {
        return mac.host().commands().stream()
                .map(CommandLine::arguments)
                .map(words -> String.join(" ", words.subList(1, words.size())))
                .toList();
    }

    private static ServiceSpec with(ServiceSpec spec, String profile, ServiceSpec.Limits limits) {
        return new ServiceSpec(
                profile,
                spec.preset(),
                spec.scope(),
                spec.port(),
                spec.run(),
                spec.ensure(),
                spec.runAs(),
                spec.directories(),
                limits,
                spec.container());
    }
}
