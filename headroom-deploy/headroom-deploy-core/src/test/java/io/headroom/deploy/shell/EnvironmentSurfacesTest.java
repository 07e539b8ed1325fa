package io.headroom.deploy.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Rights;
import io.headroom.api.provider.Scope;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.shell.EnvironmentWish.Precedence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSurfacesTest {
    private static final String NAME = "ANTHROPIC_BASE_URL";
    private static final String OURS = "http://127.0.0.1:8787";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/bin/bash|-|.bashrc .profile",
                "/bin/bash|.bash_login .profile|.bash_login .bashrc",
                "/bin/bash|.bash_profile .bash_login|.bash_profile .bashrc",
                "/bin/zsh|-|.zshrc",
                "/bin/zsh|.bashrc|.bashrc .zshrc",
                "/bin/zsh|.bash_profile|.bash_profile .zshrc",
                "/bin/zsh|.profile|.profile .zshrc",
                "/bin/dash|-|.profile",
                "/bin/sh|.bash_profile|.bash_profile .profile",
                "/usr/bin/fish|-|.config/fish/conf.d/headroom-p.fish",
                "/usr/bin/fish|.zshrc|.config/fish/conf.d/headroom-p.fish .zshrc",
                "/bin/bash|.config/fish/config.fish .bashrc .profile|.bashrc .config/fish/conf.d/headroom-p.fish .profile",
                "/bin/bash|.config/powershell/profile.ps1|.bashrc .config/powershell/profile.ps1 .profile",
                "/bin/bash|.config/environment.d/x.conf|.bashrc .config/environment.d/60-headroom-p.conf .profile",
                "-|-|-",
                "-|.bashrc|.bashrc"
            })
    @DisplayName("D-503, PV-505: files of the login shell, and of other shells that have one, and no others")
    void choosesTheFiles(String login, String present, String expected) {
        FakeHost host = FakeHost.on(Machine.LINUX);
        if (login != null) {
            host.withVariable("SHELL", login);
        }
        for (String file : present == null ? new String[0] : present.split(" ")) {
            host.withFile(file, "");
        }

        assertEquals(expected == null ? "" : expected, paths(host, plan(host, Scope.USER)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINUX|getent passwd ada|ada:x:1000:1000:Ada L,,,:/home/ada:/bin/zsh",
                "MACOS|dscl . -read /Users/ada UserShell|UserShell: /bin/zsh"
            })
    @DisplayName("D-503: where no variable names the login shell, as after su and in cron, the account's record does")
    void asksForTheLoginShell(Machine machine, String question, String answer) {
        FakeHost host = FakeHost.on(machine).withCommand(0, answer + "\n", question.split(" "));

        assertEquals(".zshrc", paths(host, plan(host, Scope.USER)));
    }

    @Test
    @DisplayName("D-505: whom no file reaches is said so")
    void saysThatNoShellIsReached() {
        FakeHost host = FakeHost.on(Machine.LINUX).withVariable("SHELL", "/usr/sbin/nologin");

        SurfacePlan plan = plan(host, Scope.USER);

        assertEquals(List.of(), plan.changes());
        assertEquals(
                List.of("No shell of this account sees ANTHROPIC_BASE_URL: no file of ours is read by nologin; name it"
                        + " in SHELL and run this again, or use --scope provider"),
                plan.notes());
    }

    @Test
    @DisplayName("D-503: on a Linux desktop environment.d(5) too, from the next login on")
    void reachesTheDesktop() {
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withVariable("XDG_CURRENT_DESKTOP", "GNOME")
                .withVariable("XDG_CONFIG_HOME", "/home/ada/cfg");

        SurfacePlan plan = plan(host, Scope.USER);

        assertEquals("cfg/environment.d/60-headroom-p.conf", paths(host, plan));
        String text =
                new String(((Change.OwnFile) plan.changes().get(0)).content().bytes(), StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\nANTHROPIC_BASE_URL=\"http://127.0.0.1:8787\"\n"), text);
        assertTrue(
                plan.notes().contains("Desktop programs see the variables after the next login"),
                plan.notes()::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export ZDOTDIR=\"$HOME/z\"|z/.zshrc",
                "ZDOTDIR=~/z|z/.zshrc",
                "export ZDOTDIR='/home/ada/z'|z/.zshrc",
                "# ZDOTDIR=/x|.zshrc",
                "ZDOTDIR=$(pwd)|''",
                "ZDOTDIR=$XDG_CONFIG_HOME/zsh|''",
                "ZDOTDIR=/nowhere|''"
            })
    @DisplayName("PV-504, PV-1304: ZDOTDIR from a literal line of .zshenv, else a note")
    void followsZdotdir(String line, String expected) {
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withVariable("SHELL", "/bin/zsh")
                .withFile(".zshenv", line + "\n")
                .withFile("z/other", "");

        SurfacePlan plan = plan(host, Scope.USER);

        assertEquals(expected, paths(host, plan));
        assertEquals(
                expected.isEmpty(),
                plan.notes().stream().anyMatch(note -> note.contains("zsh is not reached")),
                plan.notes()::toString);
    }

    @Test
    @DisplayName("PV-1104: ZDOTDIR of the environment counts before that of .zshenv")
    void prefersZdotdirOfTheEnvironment() {
        FakeHost host = FakeHost.on(Machine.MACOS)
                .withVariable("SHELL", "/bin/zsh")
                .withVariable("ZDOTDIR", "/Users/ada/d")
                .withFile("d/.zshrc", "")
                .withFile(".zshenv", "ZDOTDIR=/x\n");

        assertEquals("d/.zshrc", paths(host, plan(host, Scope.USER)));
    }

    @Test
    @DisplayName("D-504: the machine of a Linux has one file of ours, that of a Mac two blocks")
    void reachesTheMachine() {
        FakeHost linux = FakeHost.asAdministrator(Machine.LINUX);
        Change.OwnFile file =
                (Change.OwnFile) plan(linux, Scope.SYSTEM).changes().get(0);
        assertEquals("/etc/profile.d/headroom-p.sh", file.path().toString());
        assertEquals(0644, file.mode().orElseThrow());
        assertEquals(Rights.ROOT, file.info().rights());

        FakeHost mac = FakeHost.asAdministrator(Machine.MACOS);
        assertEquals(
                List.of("/etc/zprofile", "/etc/profile"),
                plan(mac, Scope.SYSTEM).changes().stream()
                        .map(change -> ((Change.BlockEdit) change).path().toString())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"USER,USER,NONE", "SYSTEM,MACHINE,ADMINISTRATOR"})
    @DisplayName("D-503, D-504: on Windows the registry, of the account or of the machine")
    void reachesWindows(Scope scope, Change.EnvironmentValue.Hive hive, Rights rights) {
        FakeHost host = FakeHost.on(Machine.WINDOWS);
        SurfacePlan plan = plan(host, scope);

        Change.EnvironmentValue value = (Change.EnvironmentValue) plan.changes().get(0);
        assertEquals(List.of(NAME, OURS), List.of(value.name(), value.value()));
        assertEquals(hive, value.hive());
        assertEquals(rights, value.info().rights());
        assertEquals(1, plan.notes().size());
    }

    @ParameterizedTest
    @EnumSource(Machine.class)
    @DisplayName("P3, PV-101: planning changes nothing, says the same twice, and says nothing without variables")
    void changesNothing(Machine machine) {
        FakeHost host = FakeHost.on(machine)
                .withVariable("SHELL", "/bin/bash")
                .withFile(".bashrc", "true\n")
                .withExecutable("bash")
                .withCommand(0, "", "x");
        var before = host.filesAndTimes();

        assertEquals(plan(host, Scope.USER), plan(host, Scope.USER));
        assertEquals(before, host.filesAndTimes());
        EnvironmentWish nothing =
                new EnvironmentWish("p", Scope.USER, host.resolve("wired"), Map.of(), Precedence.USER);
        assertEquals(new SurfacePlan(List.of(), List.of(), List.of()), new EnvironmentSurfaces(host).plan(nothing));
    }

    @Test
    @DisplayName("PV-1304: a file that ends within a quotation is refused with the reason")
    void refusesAnOpenFile() {
        FakeHost host = FakeHost.on(Machine.LINUX)
                .withVariable("SHELL", "/bin/zsh")
                .withFile(".zshrc", "A='b\n")
                .withExecutable("zsh")
                .withCommands(command ->
                        java.util.Optional.of(FakeHost.exited(command.input().endsWith("'\n") ? 0 : 1, "")));

        SurfacePlan plan = plan(host, Scope.USER);

        assertEquals(List.of(), plan.changes());
        assertEquals(
                List.of("Cannot edit /home/ada/.zshrc: a quotation with ' is open at its end. Nothing was changed."),
                plan.refused());
    }

    @Test
    @DisplayName("PV-505: shells that we write no file for get their lines shown")
    void showsLinesForOtherShells() {
        FakeHost host =
                FakeHost.on(Machine.LINUX).withVariable("SHELL", "/usr/bin/nu").withFile(".cshrc", "");

        assertEquals(
                List.of(
                        "nushell is not reached; add to its env.nu: $env.ANTHROPIC_BASE_URL = \"http://127.0.0.1:8787\"",
                        "csh is not reached; add to its .cshrc or .tcshrc: setenv ANTHROPIC_BASE_URL 'http://127.0.0.1:8787'"),
                plan(host, Scope.USER).notes());
    }

    @Test
    @DisplayName("PV-504: PowerShell takes typographic quotes for quotes, so they are doubled too")
    void doublesTypographicQuotes() {
        assertEquals(
                "'a''b\u2018\u2018\u2019\u2019\u201A\u201A\u201B\u201B$x`'",
                ShellLanguage.POWERSHELL.quoted("a'b\u2018\u2019\u201A\u201B$x`"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b"})
    @DisplayName("D-105: a value that no line can hold is refused")
    void refusesLineBreaks(String value) {
        FakeHost host = FakeHost.on(Machine.LINUX);

        assertThrows(
                IllegalArgumentException.class,
                () -> new EnvironmentWish(
                        "p", Scope.USER, host.resolve("wired"), Map.of(NAME, value), Precedence.USER));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EnvironmentWish("p", Scope.USER, host.resolve("wired"), Map.of("A-B", "x"), Precedence.USER));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EnvironmentWish("p", Scope.USER, host.resolve("a" + value), Map.of(), Precedence.USER));
    }

    private static SurfacePlan plan(FakeHost host, Scope scope) {
        return new EnvironmentSurfaces(host)
                .plan(new EnvironmentWish(
                        "p", scope, host.resolve(".headroom/deploy/p/wired"), Map.of(NAME, OURS), Precedence.USER));
    }

    private static String paths(FakeHost host, SurfacePlan plan) {
        TreeMap<String, Change> paths = new TreeMap<>();
        for (Change change : plan.changes()) {
            var path = change instanceof Change.OwnFile own ? own.path() : ((Change.BlockEdit) change).path();
            paths.put(host.home().relativize(path).toString(), change);
        }
        return String.join(" ", paths.keySet());
    }
}
