package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.CommandResult;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import io.headroom.api.testkit.host.Access;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Supervisor} must keep: it plans without acting, gives reasons, starts and stops whatever the state was, and has a
 * limit for every wait. It runs against scripted managers; tests with the real manager come on top.
 */
@Tag("D-1105")
public abstract class SupervisorContract {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /**
     * The supervisor under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract Supervisor supervisor();

    /**
     * The hosts that it serves: one for each preset and scope that it supports.
     *
     * @return fresh hosts with nothing installed; at least one
     */
    protected abstract List<ManagedHost> hosts();

    /** The id stands in manifests. */
    @Test
    @DisplayName("id: a name for manifests, the same for every instance")
    final void hasAnIdForManifests() {
        assertTrue(
                supervisor().id().matches("[a-z][a-z0-9.-]{0,63}"), supervisor().id());
        assertEquals(supervisor().id(), supervisor().id());
    }

    /** Nobody is sent away without a reason. */
    @Test
    @DisplayName(
            "D-724: supports answers for every preset on every machine, with a reason where it is no, and changes nothing")
    final void answersWhatItSupportsWithReasons() {
        for (Machine machine : Machine.values()) {
            for (Preset preset : Preset.values()) {
                FakeHost host = FakeHost.on(machine);
                checkRefused(
                        machine + ", " + preset,
                        untouched(host, () -> supervisor().supports(host, preset)));
                for (Scope scope : Scope.values()) {
                    checkRefused(
                            machine + ", " + preset + ", " + scope,
                            untouched(host, () -> supervisor().supports(host, preset, scope)));
                }
            }
        }
        forEachHost(managed -> {
            Support support = untouched(
                    managed.host(),
                    () -> supervisor().supports(managed.host(), managed.spec().preset()));
            Support scoped = untouched(
                    managed.host(),
                    () -> supervisor()
                            .supports(
                                    managed.host(),
                                    managed.spec().preset(),
                                    managed.spec().scope()));
            assertNotEquals(Support.Verdict.UNSUPPORTED, support.verdict(), () -> describe(managed) + support.reason());
            assertNotEquals(Support.Verdict.UNSUPPORTED, scoped.verdict(), () -> describe(managed) + scoped.reason());
        });
    }

    private static void checkRefused(String where, Support bare) {
        assertNotEquals(Support.Verdict.SUPPORTED, bare.verdict(), () -> where + ": supported where no command exists");
        assertTrue(bare.reason().contains(" "), () -> where + ": no sentence: " + bare.reason());
    }

    /** Describe, then do. */
    @Test
    @DisplayName("D-101: plan is pure: equal values on two calls, no file written, nothing but queries run")
    final void plansWithoutActing() {
        forEachHost(managed -> {
            ServicePlan first = untouched(managed.host(), () -> supervisor().plan(managed.spec(), managed.host()));
            ServicePlan second = untouched(managed.host(), () -> supervisor().plan(managed.spec(), managed.host()));

            assertEquals(first, second, () -> describe(managed));
            assertFalse(managed.running(), () -> describe(managed) + "planning started the service");
        });
    }

    /** Where it can be done, nothing is in the way. */
    @Test
    @DisplayName("D-202: preflight finds nothing on a host that it serves, and changes nothing")
    final void findsNothingInTheWayWhereItServes() {
        forEachHost(managed -> assertEquals(
                List.of(),
                untouched(managed.host(), () -> supervisor().preflight(managed.spec(), managed.host())),
                () -> describe(managed)));
    }

    /** What the engine relies on. */
    @Test
    @DisplayName("D-101: changes have unique ids, an owner, the supervisor phase, one sentence, and paths of the host")
    final void describesChangesCompletely() {
        forEachHost(managed -> {
            ServicePlan plan = supervisor().plan(managed.spec(), managed.host());

            new ChangeCheck(describe(managed), managed.host())
                    .check(
                            plan.changes(),
                            new ChangeInfo.Owner(
                                    managed.spec().profile(), supervisor().id()),
                            ChangeInfo.Phase.SUPERVISOR);
            for (Change change : plan.changes()) {
                Optional<Path> path = ChangeCheck.path(change);
                assertTrue(
                        path.isEmpty()
                                || path.orElseThrow().startsWith(managed.host().home())
                                || change.info().rights() != ChangeInfo.Rights.NONE,
                        () -> describe(managed) + "a file outside of the home without rights: " + change);
            }
        });
    }

    /** Two deployments live side by side. */
    @Test
    @DisplayName("two profiles share no file of their own")
    final void keepsProfilesApart() {
        forEachHost(managed -> {
            Set<Path> paths = new HashSet<>(ownFiles(managed, managed.spec()));
            Set<Path> others = new HashSet<>(ownFiles(managed, withProfile(managed.spec(), "second")));

            others.retainAll(paths);

            assertEquals(Set.of(), others, () -> describe(managed));
        });
    }

    /** D-507. */
    @Test
    @DisplayName("D-507: degradations have a code, each once, and a sentence")
    final void codesDegradations() {
        forEachHost(managed -> {
            Set<String> codes = new HashSet<>();
            for (ServicePlan.Degradation degradation :
                    supervisor().plan(managed.spec(), managed.host()).degraded()) {
                assertTrue(degradation.code().matches("[a-z][a-z0-9.-]+"), degradation::toString);
                assertTrue(codes.add(degradation.code()), () -> "twice: " + degradation);
                assertTrue(degradation.text().contains(" "), () -> "no sentence: " + degradation);
            }
        });
    }

    /** A state is an observation. */
    @Test
    @DisplayName("state changes nothing, and says ABSENT or STOPPED for what was never started")
    final void tellsTheStateWithoutActing() {
        forEachHost(managed -> {
            ServiceState absent = untouched(managed.host(), () -> supervisor().state(managed.spec(), managed.host()));
            managed.install(supervisor().plan(managed.spec(), managed.host()));
            ServiceState installed =
                    untouched(managed.host(), () -> supervisor().state(managed.spec(), managed.host()));

            Set<ServiceState.Status> idle = Set.of(ServiceState.Status.ABSENT, ServiceState.Status.STOPPED);
            assertTrue(idle.contains(absent.status()), () -> describe(managed) + "before: " + absent);
            assertTrue(idle.contains(installed.status()), () -> describe(managed) + "installed: " + installed);
        });
    }

    /** Whatever the state was. */
    @Test
    @DisplayName("start, stop and restart lead to the state asked for from any state")
    final void startsAndStopsFromAnyState() {
        forEachHost(managed -> {
            managed.install(supervisor().plan(managed.spec(), managed.host()));
            stop(managed);
            start(managed);
            start(managed);
            restart(managed);
            stop(managed);
            stop(managed);
            restart(managed);
            for (int i = 0; i < 20; i++) {
                restart(managed);
            }
            stop(managed);
        });
    }

    /** After the user has mended the cause. */
    @Test
    @DisplayName("D-703: a service that was given up is FAILED or STOPPED, and start brings it back")
    final void startsWhatWasGivenUp() {
        forEachHost(managed -> {
            managed.install(supervisor().plan(managed.spec(), managed.host()));
            start(managed);
            managed.giveUp();

            ServiceState state = supervisor().state(managed.spec(), managed.host());

            assertTrue(
                    Set.of(ServiceState.Status.FAILED, ServiceState.Status.STOPPED)
                            .contains(state.status()),
                    () -> describe(managed) + state);
            start(managed);
        });
    }

    /** A manager that says no. */
    @Test
    @DisplayName("a manager that refuses: the exception says what failed, and the state is never RUNNING")
    final void reportsRefusal() {
        forEachHost(managed -> {
            managed.install(supervisor().plan(managed.spec(), managed.host()));
            managed.host().answeringAlways(FakeHost.exited(1, ""));

            checkFailure(managed, "refused");
        });
    }

    /** A manager that does not answer. */
    @Test
    @DisplayName("a manager that is silent or gone: every wait has an end, the state is UNKNOWN or ABSENT")
    final void endsEveryWait() {
        for (CommandResult answer : List.of(FakeHost.timedOut(), FakeHost.notStarted())) {
            forEachHost(managed -> {
                managed.install(supervisor().plan(managed.spec(), managed.host()));
                managed.host().answeringAlways(answer);

                checkFailure(managed, answer.outcome().name());
            });
        }
    }

    private void checkFailure(ManagedHost managed, String how) {
        Instant begin = managed.host().clock();
        SupervisorException thrown = assertThrows(
                SupervisorException.class,
                () -> supervisor().start(managed.spec(), managed.host()),
                () -> describe(managed) + how + ": start succeeded");
        ServiceState state = supervisor().state(managed.spec(), managed.host());

        assertTrue(thrown.getMessage().contains(" "), () -> describe(managed) + "no sentence: " + thrown.getMessage());
        assertFalse(
                Set.of(ServiceState.Status.RUNNING, ServiceState.Status.STARTING)
                        .contains(state.status()),
                () -> describe(managed) + how + ": " + state);
        assertTrue(
                Duration.between(begin, managed.host().clock()).compareTo(LONGEST_WAIT) <= 0,
                () -> describe(managed) + how + ": gave up only after "
                        + Duration.between(begin, managed.host().clock()));
    }

    private void start(ManagedHost managed) {
        assertDoesNotThrow(() -> supervisor().start(managed.spec(), managed.host()), () -> describe(managed) + "start");
        checkRunning(managed, "after start");
    }

    private void restart(ManagedHost managed) {
        assertDoesNotThrow(
                () -> supervisor().restart(managed.spec(), managed.host()), () -> describe(managed) + "restart");
        checkRunning(managed, "after restart");
    }

    private void stop(ManagedHost managed) {
        assertDoesNotThrow(() -> supervisor().stop(managed.spec(), managed.host()), () -> describe(managed) + "stop");
        ServiceState state = supervisor().state(managed.spec(), managed.host());

        assertFalse(managed.running(), () -> describe(managed) + "runs after stop");
        assertFalse(managed.comesBack(), () -> describe(managed) + "comes back after stop");
        assertTrue(
                Set.of(ServiceState.Status.ABSENT, ServiceState.Status.STOPPED).contains(state.status()),
                () -> describe(managed) + "after stop: " + state);
    }

    private void checkRunning(ManagedHost managed, String when) {
        ServiceState state = supervisor().state(managed.spec(), managed.host());

        assertTrue(managed.running(), () -> describe(managed) + "does not run " + when);
        assertTrue(managed.comesBack(), () -> describe(managed) + "does not come back " + when);
        assertTrue(
                Set.of(ServiceState.Status.RUNNING, ServiceState.Status.STARTING)
                        .contains(state.status()),
                () -> describe(managed) + when + ": " + state);
    }

    private void forEachHost(Consumer<ManagedHost> test) {
        assertFalse(hosts().isEmpty(), "hosts() names no host");
        hosts().forEach(test);
    }

    private List<Path> ownFiles(ManagedHost managed, ServiceSpec spec) {
        List<Path> paths = new ArrayList<>();
        for (Change change : supervisor().plan(spec, managed.host()).changes()) {
            if (change instanceof Change.OwnFile file) {
                paths.add(file.path());
            }
        }
        return paths;
    }

    private static ServiceSpec withProfile(ServiceSpec spec, String profile) {
        ServiceSpec.Directories directories = new ServiceSpec.Directories(
                spec.directories().profile().resolveSibling(profile),
                spec.directories().logs().resolveSibling(profile + "-logs"));
        return new ServiceSpec(
                profile,
                spec.preset(),
                spec.scope(),
                spec.port(),
                spec.run(),
                spec.ensure(),
                spec.runAs(),
                directories,
                spec.limits(),
                spec.container().map(container -> new ServiceSpec.Container(container.image(), "headroom-" + profile)));
    }

    private static <T> T untouched(FakeHost host, Supplier<T> work) {
        SortedMap<String, String> before = host.filesAndTimes();
        host.forgetAccesses();
        T result = work.get();
        assertEquals(before, host.filesAndTimes(), "files were changed");
        for (Access access : host.accesses()) {
            assertNotEquals(Access.Kind.RUN, access.kind(), access::toString);
        }
        return result;
    }

    private static String describe(ManagedHost managed) {
        Scope scope = managed.spec().scope();
        return managed.host() + ", " + managed.spec().preset().key() + ", scope " + scope + ": ";
    }
}
