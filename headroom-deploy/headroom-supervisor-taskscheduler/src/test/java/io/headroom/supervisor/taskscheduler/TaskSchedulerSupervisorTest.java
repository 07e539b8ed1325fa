package io.headroom.supervisor.taskscheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.CommandLine;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.supervisor.taskscheduler.fake.FakeWindows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the supervisor says to the Task Scheduler and to users, on a Windows in memory. */
class TaskSchedulerSupervisorTest {
    private static final String SID = "S-1-5-21-1004336348-1177238915-682003330-1001";

    private final TaskSchedulerSupervisor supervisor = new TaskSchedulerSupervisor();

    @Test
    @DisplayName("D-730: a task is registered from its file, taken back by its name, and found by its name")
    void registersFromAFile() {
        FakeWindows windows = new FakeWindows(Preset.PERSISTENT_TASK, Scope.USER);

        List<Change.Command> commands = commands(windows);

        String file = "C:\\Users\\ada\\.headroom\\deploy\\default\\";
        assertEquals(
                List.of(
                        List.of(
                                "schtasks",
                                "/Create",
                                "/TN",
                                "headroom-default-" + SID,
                                "/XML",
                                file + "task.xml",
                                "/F"),
                        List.of(
                                "schtasks",
                                "/Create",
                                "/TN",
                                "headroom-default-ensure-" + SID,
                                "/XML",
                                file + "ensure-task.xml",
                                "/F")),
                commands.stream().map(command -> command.apply().arguments()).toList());
        assertEquals(
                List.of("schtasks", "/Delete", "/TN", "headroom-default-" + SID, "/F"),
                commands.get(0).undo().arguments());
        assertEquals(
                List.of("schtasks", "/Query", "/TN", "headroom-default-" + SID),
                commands.get(0).probe().arguments());
    }

    @Test
    @DisplayName("D-730: registered twice it is registered once, and undone it is gone")
    void registersAndUndoes() {
        FakeWindows windows = new FakeWindows(Preset.PERSISTENT_SERVICE, Scope.USER);
        windows.install(supervisor.plan(windows.spec(), windows.host()));
        windows.install(supervisor.plan(windows.spec(), windows.host()));
        Change.Command command = commands(windows).get(0);

        assertTrue(windows.host().run(command.probe()).succeeded());
        assertTrue(windows.host().run(command.undo()).succeeded());

        assertFalse(windows.host().run(command.probe()).succeeded());
        assertEquals(
                ServiceState.Status.ABSENT,
                supervisor.state(windows.spec(), windows.host()).status());
    }

    @Test
    @DisplayName("D-732: where Windows says where it is, its own programs are asked")
    void asksWindowsOwnPrograms() {
        FakeHost host =
                new FakeWindows(Preset.PERSISTENT_SERVICE, Scope.USER).host().withVariable("SystemRoot", "C:\\Windows");

        supervisor.supports(host, Preset.PERSISTENT_SERVICE);

        assertEquals(
                "C:\\Windows\\System32\\schtasks.exe",
                host.commands().get(0).arguments().get(0));
    }

    @Test
    @DisplayName("D-732: start switches on, runs and waits for the program")
    void starts() throws SupervisorException {
        FakeWindows windows = installed(Preset.PERSISTENT_SERVICE, Scope.USER);

        supervisor.start(windows.spec(), windows.host());

        List<String> acts = acts(windows);
        assertEquals(
                List.of("/Change /TN headroom-default-" + SID + " /ENABLE", "/Run /TN headroom-default-" + SID), acts);
        assertTrue(windows.running());
    }

    @Test
    @DisplayName("D-732: stop switches everything off first, gives 10 s to end, and then ends")
    void stopsTheHardWayLast() throws SupervisorException {
        FakeWindows windows = started(Preset.PERSISTENT_TASK, Scope.USER);
        Instant begin = windows.host().clock();

        supervisor.stop(windows.spec(), windows.host());

        assertEquals(
                List.of(
                        "/Change /TN headroom-default-" + SID + " /DISABLE",
                        "/Change /TN headroom-default-ensure-" + SID + " /DISABLE",
                        "/End /TN headroom-default-" + SID),
                acts(windows));
        assertTrue(Duration.between(begin, windows.host().clock()).toSeconds() >= 10);
        assertFalse(windows.running());
    }

    @Test
    @DisplayName("D-732: a program that drained by itself is not ended, and costs no wait")
    void doesNotEndWhatDrained() throws SupervisorException {
        FakeWindows windows = started(Preset.PERSISTENT_SERVICE, Scope.USER);
        windows.end(0);
        Instant begin = windows.host().clock();

        supervisor.stop(windows.spec(), windows.host());

        assertEquals(List.of("/Change /TN headroom-default-" + SID + " /DISABLE"), acts(windows));
        assertEquals(begin, windows.host().clock());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FRENCH=1", "REFUSED_TICKS=1"})
    @DisplayName("D-732: the state is read from the number in the seventh column, whatever the language and the ticks")
    void readsTheNumber(String knob) throws SupervisorException {
        FakeWindows windows = started(Preset.PERSISTENT_SERVICE, Scope.USER).turn(knob);
        windows.host().pause(Duration.ofMinutes(3));
        assertEquals(
                ServiceState.Status.RUNNING,
                supervisor.state(windows.spec(), windows.host()).status());

        windows.end(78);

        ServiceState state = supervisor.state(windows.spec(), windows.host());
        assertEquals(ServiceState.Status.STARTING, state.status());
        assertEquals(OptionalInt.of(78), state.lastExit());
    }

    @ParameterizedTest
    @CsvSource({
        "267009, true, ",
        "-2147020576, true, ",
        "2147946720, true, ",
        "-2147216609, true, ",
        "267011, false, ",
        "267014, false, ",
        "0, false, 0",
        "1, false, 1",
        "-1073741510, false, -1073741510"
    })
    @DisplayName("D-732: the scheduler's own codes are no exit codes")
    void knowsOwnCodes(long number, boolean running, Integer exit) {
        TaskResult result = TaskResult.read(
                        "\"PC\",\"\\a, b\",\"N/A\",\"\u00c9tat\",\"x\",\"\",\"" + number + "\",\"y\"\n\n")
                .orElseThrow();

        assertEquals(running, result.running());
        assertEquals(exit == null ? OptionalInt.empty() : OptionalInt.of(exit), result.exitCode());
        assertTrue(TaskResult.read("\"PC\",\"a\"\n").isEmpty());
    }

    @Test
    @DisplayName("D-731: the next tick is the restart after a crash, and a running program is left alone by ticks")
    void comesBackWithTheTick() throws SupervisorException {
        FakeWindows windows = started(Preset.PERSISTENT_SERVICE, Scope.USER);

        windows.end(1);
        assertFalse(windows.running());
        windows.host().pause(Duration.ofSeconds(61));

        assertTrue(windows.running());
    }

    @Test
    @DisplayName("D-703: the agent that gives up switches its own task off; the watchdog's task stays on")
    void keepsDown() throws SupervisorException {
        FakeWindows service = started(Preset.PERSISTENT_SERVICE, Scope.USER);
        FakeWindows task = started(Preset.PERSISTENT_TASK, Scope.USER);

        supervisor.keepDown(service.spec(), service.host());
        service.end(0);
        service.host().pause(Duration.ofMinutes(5));
        supervisor.keepDown(task.spec(), task.host());

        assertFalse(service.running());
        assertEquals(
                ServiceState.Status.STOPPED,
                supervisor.state(service.spec(), service.host()).status());
        assertTrue(task.comesBack());
        assertEquals(List.of(), acts(task));
    }

    @Test
    @DisplayName("D-711: the watchdog brings a task back, but not one that the user disabled")
    void revives() throws SupervisorException {
        FakeWindows windows = started(Preset.PERSISTENT_TASK, Scope.USER);
        windows.end(1);

        supervisor.revive(windows.spec(), windows.host());
        assertTrue(windows.running());
        windows.schtasks("/Change", "/TN", windows.runner(), "/DISABLE");
        windows.end(1);
        SupervisorException refused =
                assertThrows(SupervisorException.class, () -> supervisor.revive(windows.spec(), windows.host()));

        assertTrue(refused.getMessage().contains("is disabled in the Task Scheduler"), refused.getMessage());
        assertFalse(windows.running());
    }

    @Test
    @DisplayName("D-730: scope system needs a terminal opened as administrator, which is a matter of rights")
    void needsElevation() {
        FakeWindows windows = new FakeWindows(Preset.PERSISTENT_SERVICE, Scope.SYSTEM).turn("ELEVATED=0");

        assertEquals(
                List.of(Refusal.rights("Scope system needs a terminal opened as administrator.")),
                supervisor.preflight(windows.spec(), windows.host()));
        assertEquals(
                ChangeInfo.Rights.ADMINISTRATOR, commands(windows).get(0).info().rights());
    }

    @Test
    @DisplayName("D-730: without elevation Windows itself refuses a task for the machine, whatever its language")
    void isRefusedByWindows() {
        FakeWindows windows = new FakeWindows(Preset.PERSISTENT_SERVICE, Scope.SYSTEM).turn("FRENCH=1");

        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> windows.install(supervisor.plan(windows.spec(), windows.host())));

        assertTrue(refused.getMessage().contains("Accès refusé"), refused.getMessage());
    }

    @Test
    @DisplayName("D-731: paths over 260 characters, and paths that the scheduler would change, are refused")
    void refusesPaths() {
        FakeWindows windows = new FakeWindows(Preset.PERSISTENT_SERVICE, Scope.USER);
        Path deep = windows.host().home().resolve("x".repeat(130)).resolve("y".repeat(130));

        List<Refusal> refusals = supervisor.preflight(at(windows.spec(), deep, "default"), windows.host());

        assertEquals(2, refusals.size(), refusals::toString);
        assertEquals(
                Refusal.host(
                        "'" + deep + "' has 274 characters, and the Task Scheduler takes 260 at most. Use a shorter"
                                + " HEADROOM_WORKSPACE_DIR."),
                refusals.get(0));
        assertEquals(
                List.of(),
                supervisor.preflight(
                        at(windows.spec(), windows.host().home().resolve("x".repeat(230)), "default"), windows.host()));
        assertTrue(supervisor
                .preflight(at(windows.spec(), windows.host().home().resolve("%TEMP%"), "default"), windows.host())
                .get(0)
                .reason()
                .contains("which the Task Scheduler replaces"));
        assertEquals(
                1,
                supervisor
                        .preflight(at(windows.spec(), windows.host().home(), "office-ensure"), windows.host())
                        .size());
    }

    @Test
    @DisplayName("D-507: what is less than asked for is data")
    void tellsDegradations() {
        assertEquals(List.of("login-only", "restart-within-1-min"), codes(Preset.PERSISTENT_SERVICE, Scope.USER));
        assertEquals(List.of("login-only", "restart-within-5-min"), codes(Preset.PERSISTENT_TASK, Scope.PROVIDER));
        assertEquals(List.of("restart-within-1-min"), codes(Preset.PERSISTENT_SERVICE, Scope.SYSTEM));
    }

    @Test
    @DisplayName("D-506: a limit that was asked for and that Windows does not keep is data")
    void tellsLimits() {
        FakeWindows windows = new FakeWindows(Preset.PERSISTENT_SERVICE, Scope.SYSTEM);
        ServiceSpec spec = windows.spec();
        ServiceSpec limited = new ServiceSpec(
                spec.profile(),
                spec.preset(),
                spec.scope(),
                spec.port(),
                spec.run(),
                spec.ensure(),
                spec.runAs(),
                spec.directories(),
                new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.of(2)),
                spec.container());

        assertEquals(
                List.of("restart-within-1-min", "no-memory-limit"),
                supervisor.plan(limited, windows.host()).degraded().stream()
                        .map(ServicePlan.Degradation::code)
                        .toList());
    }

    @Test
    @DisplayName("the plugin is named for the module path and for the class path")
    void isNamedTwice() throws IOException {
        String name = TaskSchedulerSupervisor.class.getName();

        try (InputStream services =
                getClass().getResourceAsStream("/META-INF/services/" + Supervisor.class.getName())) {
            assertEquals(name, new String(services.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
        assertTrue(TaskSchedulerSupervisor.class.getModule().getDescriptor().provides().stream()
                .anyMatch(provides -> provides.service().equals(Supervisor.class.getName())
                        && provides.providers().equals(List.of(name))));
    }

    private FakeWindows installed(Preset preset, Scope scope) {
        FakeWindows windows = new FakeWindows(preset, scope);
        windows.install(supervisor.plan(windows.spec(), windows.host()));
        windows.host().forgetAccesses();
        return windows;
    }

    private FakeWindows started(Preset preset, Scope scope) throws SupervisorException {
        FakeWindows windows = installed(preset, scope);
        supervisor.start(windows.spec(), windows.host());
        windows.host().forgetAccesses();
        return windows;
    }

    private List<Change.Command> commands(FakeWindows windows) {
        return supervisor.plan(windows.spec(), windows.host()).changes().stream()
                .filter(Change.Command.class::isInstance)
                .map(Change.Command.class::cast)
                .toList();
    }

    private List<String> codes(Preset preset, Scope scope) {
        FakeWindows windows = new FakeWindows(preset, scope);
        return supervisor.plan(windows.spec(), windows.host()).degraded().stream()
                .map(ServicePlan.Degradation::code)
                .toList();
    }

    private static List<String> acts(FakeWindows windows) {
        return windows.host().commands().stream()
                .map(CommandLine::arguments)
                .filter(words ->
                        words.get(0).equals("schtasks") && !words.get(1).equals("/Query"))
                .map(words -> String.join(" ", words.subList(1, words.size())))
                .toList();
    }

    private static ServiceSpec at(ServiceSpec spec, Path folder, String profile) {
        return new ServiceSpec(
                profile,
                spec.preset(),
                spec.scope(),
                spec.port(),
                List.of(spec.run().get(0), "@" + folder.resolve("run.args")),
                spec.ensure(),
                spec.runAs(),
                new ServiceSpec.Directories(folder, spec.directories().logs()),
                spec.limits(),
                spec.container());
    }
}
