package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.api.testkit.host.Access;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ProviderAdapter} must keep (PV-105): it describes and never acts, over the file systems of Linux, macOS and Windows,
 * with and without the tool, in every scope. With a {@link #player()}, wiring is also made and undone.
 *
 * <pre>{@code
 * final class AiderAdapterTest extends ProviderAdapterContract {
 *     @Override protected ProviderAdapter adapter() { return new AiderAdapter(); }
 *     @Override protected void install(FakeHost host) { host.withExecutable("aider"); }
 * }
 * }</pre>
 */
@Tag("PV-105")
public abstract class ProviderAdapterContract {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String PROFILE = "default";
    private static final URI PROXY = URI.create("http://127.0.0.1:8787");

    /**
     * The adapter under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract ProviderAdapter adapter();

    /**
     * Puts the tool's program on a host, with whatever commands it answers.
     *
     * @param host an empty home
     */
    protected abstract void install(FakeHost host);

    /**
     * Writes a configuration as its users have it, with no base URL.
     *
     * @param host a host with or without the tool; by default nothing is written
     */
    protected void configure(FakeHost host) {}

    /**
     * Configuration files that the tool cannot read.
     *
     * @param host whose path notation and places hold
     * @return paths for {@link FakeHost#withFile} with a broken text; by default none
     */
    protected Map<String, String> brokenFiles(FakeHost host) {
        return Map.of();
    }

    /**
     * What makes and undoes changes.
     *
     * @return the change engine, or empty: then the tests that need one are skipped
     */
    protected Optional<ChangePlayer> player() {
        return Optional.empty();
    }

    /** Names that can stand on a command line. */
    @Test
    @DisplayName("PV-101: id and aliases have the form [a-z][a-z0-9-]{0,31}, the tool has a display name")
    final void hasNamesForTheCommandLine() {
        List<String> names = new ArrayList<>(adapter().aliases());
        assertFalse(names.contains(adapter().id()), "the id is an alias, too");
        names.add(adapter().id());

        names.forEach(name -> assertTrue(name.matches("[a-z][a-z0-9-]{0,31}"), name));
        assertFalse(adapter().displayName().isBlank());
    }

    /** Describes, never acts. */
    @Test
    @DisplayName("PV-101: nothing is written, no command but a short query is run, no clock is read, on any machine")
    final void describesAndNeverActs() {
        everywhere((name, host) -> {
            SortedMap<String, String> before = host.filesAndTimes();
            host.forgetAccesses();

            everything(host);

            assertEquals(before, host.filesAndTimes(), () -> name + ": files were changed");
            for (Access access : host.accesses()) {
                assertFalse(
                        Set.of(Access.Kind.RUN, Access.Kind.CLOCK, Access.Kind.PAUSE)
                                .contains(access.kind()),
                        () -> name + ": " + access);
            }
            host.commands()
                    .forEach(command -> assertTrue(
                            command.limit().compareTo(LIMIT) <= 0,
                            () -> name + ": more than 2 s for " + command.arguments()));
        });
    }

    /** No state. */
    @Test
    @DisplayName("PV-101: two calls, and two instances, give equal values")
    final void givesEqualValuesTwice() {
        everywhere((name, host) -> assertEquals(everything(host), everything(host), name));
    }

    /** A tool that is there is found, one that is not is not. */
    @Test
    @DisplayName("PV-101: detect finds the program, says what it saw, and finds nothing in an empty home")
    final void detectsWhatIsThere() {
        for (Machine machine : Machine.values()) {
            FakeHost with = FakeHost.on(machine);
            install(with);
            Detection found = adapter().detect(with);
            Detection nothing = adapter().detect(FakeHost.on(machine));

            assertFalse(
                    found.presence() == Detection.Presence.ABSENT, () -> machine + ": the installed tool is not found");
            assertFalse(nothing.presence() == Detection.Presence.INSTALLED, () -> machine + ": found in an empty home");
            found.executable()
                    .ifPresent(path -> assertTrue(with.owns(path), () -> path + " did not come from the host"));
            found.configFiles()
                    .forEach(path -> assertTrue(with.owns(path), () -> path + " did not come from the host"));
            assertTrue(found.evidence().stream().noneMatch(String::isBlank), () -> machine + ": blank evidence");
            assertTrue(
                    found.presence() != Detection.Presence.INSTALLED
                            || !found.evidence().isEmpty(),
                    () -> machine + ": found without evidence");
        }
    }

    /** PV-201 as data. */
    @Test
    @DisplayName("PV-201: what wire does in a scope is what capability says")
    final void wiresByTheMeansThatItNames() {
        everywhere((name, host) -> {
            for (Scope scope : Scope.values()) {
                Capability capability = adapter().capability(scope, host);
                Wired wired = adapter().wire(wiring(host, scope, Wiring.Purpose.INSTALL), host);
                String what = name + ", " + scope + ", " + capability.means();
                switch (capability.means()) {
                    case NONE, BY_HAND ->
                        assertTrue(
                                wired.changes().isEmpty() && wired.environment().isEmpty(),
                                () -> what + ": something is wired");
                    case FILE, COMMAND ->
                        assertTrue(
                                wired.skipped().isPresent() || !wired.changes().isEmpty(), () -> what + ": no change");
                    case ENVIRONMENT ->
                        assertTrue(
                                wired.skipped().isPresent()
                                        || !wired.environment().isEmpty()
                                        || !wired.changes().isEmpty(),
                                () -> what + ": no variable");
                }
                wired.skipped()
                        .ifPresent(reason -> assertFalse(reason.isBlank(), () -> what + ": skipped without a reason"));
            }
        });
    }

    /** What the engine relies on. */
    @Test
    @DisplayName("D-101: changes have unique ids, an owner, the wiring phase, one sentence, and paths of the host")
    final void describesChangesCompletely() {
        everywhere((name, host) -> {
            for (Scope scope : Scope.values()) {
                Wired wired = adapter().wire(wiring(host, scope, Wiring.Purpose.INSTALL), host);
                new ChangeCheck(name + ", " + scope, host)
                        .check(
                                wired.changes(),
                                new ChangeInfo.Owner(PROFILE, adapter().id()),
                                ChangeInfo.Phase.WIRING);
                wired.environment().forEach((variable, value) -> checkVariable(name, variable, value));
                wired.notes().forEach(note -> assertFalse(note.isBlank(), () -> name + ": a blank note"));
            }
        });
    }

    /** One address, which cannot be another listener's. */
    @Test
    @DisplayName("PV-103: addresses say 127.0.0.1, never localhost")
    final void writesTheLoopbackAddressInDigits() {
        everywhere((name, host) -> {
            for (Scope scope : Scope.values()) {
                Wired wired = adapter().wire(wiring(host, scope, Wiring.Purpose.INSTALL), host);
                assertFalse(Values.text(wired).contains("localhost:"), () -> name + ": " + wired);
            }
            Launch launch = adapter().launch(wiring(host, Scope.PROVIDER, Wiring.Purpose.WRAP), host);
            assertFalse(Values.text(launch).contains("localhost:"), () -> name + ": " + launch);
        });
    }

    /** {@code wrap} leads to the proxy or says what to do. */
    @Test
    @DisplayName(
            "PV-101: launch leads to the proxy, by itself or by changes for one run, or gives instructions; direct does not know the proxy")
    final void launchesThroughTheProxyAndDirectly() {
        for (Machine machine : Machine.values()) {
            FakeHost host = FakeHost.on(machine);
            install(host);
            Wiring wrap = wiring(host, Scope.PROVIDER, Wiring.Purpose.WRAP);
            Launch launch = adapter().launch(wrap, host);
            Launch direct = adapter().direct(wrap, host);

            assertTrue(
                    launch.instructions().filter(text -> !text.isBlank()).isPresent()
                            || Values.text(launch).contains(PROXY.getAuthority())
                            || !adapter().wire(wrap, host).changes().isEmpty(),
                    () -> machine + ": nothing leads to the proxy in " + launch);
            assertFalse(Values.text(direct).contains(PROXY.getAuthority()), () -> machine + ": " + direct);
            launch.executable()
                    .ifPresent(path -> assertTrue(host.owns(path), () -> path + " did not come from the host"));
            direct.executable()
                    .ifPresent(path -> assertTrue(host.owns(path), () -> path + " did not come from the host"));
            launch.environment().forEach((variable, value) -> checkVariable(machine.name(), variable, value));
        }
    }

    /** {@code headroom wrap TOOL -- ARGUMENTS}. */
    @Test
    @DisplayName("PV-901: launch and direct hand on the user's own arguments, and files of a run lie in its folder")
    final void keepsTheUsersArguments() {
        everywhere((name, host) -> {
            List<String> own = List.of("-p", "what's \"this\"?", "--", "--x=$1", "");
            Wiring wrap = wiring(host, Scope.PROVIDER, Wiring.Purpose.WRAP)
                    .running(new Wiring.Run(own, host.workspace().resolve("run").resolve("wrap-1")));
            for (Launch launch : List.of(adapter().launch(wrap, host), adapter().direct(wrap, host))) {
                int before = launch.arguments().size() - own.size();
                assertTrue(
                        before >= 0
                                && launch.arguments()
                                        .subList(before, launch.arguments().size())
                                        .equals(own),
                        () -> name + ": the user's arguments are not in " + launch.arguments());
                launch.files()
                        .keySet()
                        .forEach(path -> assertTrue(
                                path.startsWith(wrap.run().orElseThrow().folder()), () -> name + ": " + path));
            }
        });
    }

    /** PV-205. */
    @Test
    @DisplayName("PV-205: base URLs are told with tool, upstream and place, and none where none is configured")
    final void findsBaseUrlsWithTheirPlace() {
        everywhere((name, host) -> assertEquals(
                List.of(), adapter().baseUrls(wiring(host, Scope.USER, Wiring.Purpose.INSTALL), host), name));
        for (Machine machine : Machine.values()) {
            adapter().baseUrlVariables().forEach((variable, upstream) -> {
                FakeHost host = FakeHost.on(machine).withVariable(variable, "https://llm.example/team");

                assertTrue(
                        adapter()
                                .baseUrls(wiring(host, Scope.USER, Wiring.Purpose.INSTALL), host)
                                .contains(new Wiring.FoundBaseUrl(
                                        adapter().id(), upstream, "https://llm.example/team", variable)),
                        () -> machine + ": " + variable + " is not found in "
                                + adapter().baseUrls(wiring(host, Scope.USER, Wiring.Purpose.INSTALL), host));
            });
        }
    }

    /** Plugins may not read the real home behind the host's back. */
    @Test
    @DisplayName("PV-105: another home of the JVM changes nothing")
    final void readsNothingButTheHost() {
        everywhere((name, host) -> {
            List<Object> expected = everything(host);

            List<Object> elsewhere = RealHome.with(host, () -> everything(host));

            assertEquals(expected, elsewhere, name);
        });
    }

    /** {@code doctor} shows these. */
    @Test
    @DisplayName("PV-1101: findings come worst first, with a code, a sentence, and a file of the host")
    final void reportsFindingsWorstFirst() {
        everywhere((name, host) -> {
            Finding.Level last = Finding.Level.ERROR;
            for (Finding finding : adapter().inspect(wiring(host, Scope.PROVIDER, Wiring.Purpose.INSTALL), host)) {
                assertTrue(finding.level().compareTo(last) <= 0, () -> name + ": not worst first at " + finding);
                assertTrue(finding.code().startsWith(adapter().id() + "."), () -> name + ": " + finding.code());
                assertFalse(finding.text().isBlank(), () -> name + ": " + finding);
                finding.file().ifPresent(path -> assertTrue(host.owns(path), () -> name + ": " + finding));
                last = finding.level();
            }
        });
    }

    /** A file that the tool cannot read is shown, and never treated as empty. */
    @Test
    @DisplayName("PV-105: an unreadable file is a finding with its line")
    final void findsUnreadableFiles() {
        for (Machine machine : Machine.values()) {
            Map<String, String> broken = brokenFiles(FakeHost.on(machine));
            broken.forEach((path, text) -> {
                FakeHost host = FakeHost.on(machine);
                install(host);
                host.withFile(path, text);

                List<Finding> findings = adapter().inspect(wiring(host, Scope.PROVIDER, Wiring.Purpose.INSTALL), host);

                assertTrue(
                        findings.stream()
                                .anyMatch(finding -> finding.level() == Finding.Level.ERROR
                                        && finding.file().equals(Optional.of(host.resolve(path)))
                                        && finding.line().isPresent()),
                        () -> machine + ": no finding about " + path + " in " + findings);
            });
        }
    }

    /** What the user gives up is told. */
    @Test
    @DisplayName("PV-106: lost features name evidence")
    final void namesLostFeaturesWithEvidence() {
        for (LostFeature lost : adapter().lost()) {
            assertFalse(lost.feature().isBlank() || lost.evidence().isBlank(), lost::toString);
        }
    }

    /** P8, with the engine. */
    @Test
    @DisplayName("P8: wire and undo gives the same bytes; wiring again changes nothing")
    final void givesBackTheSameBytes() {
        ChangePlayer player = needPlayer();
        everywhere((name, host) -> {
            for (Scope scope : Scope.values()) {
                Wiring wiring = wiring(host, scope, Wiring.Purpose.INSTALL);
                SortedMap<String, String> before = host.files();

                ChangePlayer.Undo undo =
                        player.apply(adapter().wire(wiring, host).changes(), host);
                SortedMap<String, String> wired = host.files();
                player.apply(adapter().wire(wiring, host).changes(), host);
                SortedMap<String, String> again = host.files();
                undo.undo();

                assertEquals(wired, again, () -> name + ", " + scope + ": wiring again changed files");
                assertEquals(before, host.files(), () -> name + ", " + scope + ": not the same bytes");
            }
        });
    }

    private ChangePlayer needPlayer() {
        if (player().isEmpty()) {
            System.out.println(
                    "skipped: " + getClass().getSimpleName() + " has no change engine to wire and undo with");
        }
        assumeTrue(player().isPresent(), "no change engine");
        return player().orElseThrow();
    }

    private static void checkVariable(String where, String name, String value) {
        assertTrue(name.matches("[A-Za-z_][A-Za-z0-9_]*"), () -> where + ": not a variable's name: " + name);
        assertTrue(
                value.chars().noneMatch(c -> c == '\n' || c == '\r' || c == 0),
                () -> where + ": a line end in " + name);
        assertFalse(
                Set.of("HEADROOM_HOST", "HEADROOM_PORT", "HEADROOM_MODE").contains(name), () -> where + ": " + name);
    }

    /** Every machine with nothing, the tool, its configuration, and both. */
    private void everywhere(BiConsumer<String, FakeHost> test) {
        for (Machine machine : Machine.values()) {
            FakeHost tool = FakeHost.on(machine);
            install(tool);
            FakeHost configuration = FakeHost.on(machine);
            configure(configuration);
            FakeHost both = FakeHost.on(machine);
            install(both);
            configure(both);
            test.accept(machine + " with an empty home", FakeHost.on(machine));
            test.accept(machine + " with the tool alone", tool);
            test.accept(machine + " with configuration alone", configuration);
            test.accept(machine + " with tool and configuration", both);
        }
    }

    /** All that the adapter says about a host, as a value. */
    private List<Object> everything(FakeHost host) {
        return assertTimeout(LIMIT.multipliedBy(10), () -> {
            ProviderAdapter adapter = adapter();
            List<Object> all = new ArrayList<>(List.of(adapter.detect(host), adapter.lost()));
            for (Scope scope : Scope.values()) {
                Wiring install = wiring(host, scope, Wiring.Purpose.INSTALL);
                Wiring wrap = wiring(host, scope, Wiring.Purpose.WRAP);
                all.addAll(List.of(
                        adapter.capability(scope, host),
                        adapter.baseUrls(install, host),
                        adapter.upstreams(install, host),
                        adapter.wire(install, host),
                        adapter.wire(wrap, host)));
                all.addAll(List.of(
                        adapter.launch(wrap, host), adapter.direct(wrap, host), adapter.inspect(install, host)));
            }
            return all;
        });
    }

    /** As the engine asks: towards a proxy that has the upstreams which the tool needs. */
    private Wiring wiring(FakeHost host, Scope scope, Wiring.Purpose purpose) {
        Wiring asked = wiring(host, scope, purpose, Map.of());
        return wiring(host, scope, purpose, adapter().upstreams(asked, host));
    }

    private static Wiring wiring(FakeHost host, Scope scope, Wiring.Purpose purpose, Map<String, URI> upstreams) {
        boolean windows = host.operatingSystem() == OperatingSystem.WINDOWS;
        return new Wiring(
                purpose,
                PROFILE,
                scope,
                PROXY,
                host.resolve(windows ? "C:/headroom/bin/headroom.cmd" : "/opt/headroom/bin/headroom"),
                "",
                List.of(),
                upstreams,
                Set.of());
    }
}
