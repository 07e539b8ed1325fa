package io.headroom.deploy.shell;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.BlockEdit.Place;
import io.headroom.api.change.Change.EnvironmentValue.Hive;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.ChangeInfo.Rights;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Turns variables into changes of the machine: blocks in the start files of shells, files of our own for fish, environment.d and
 * {@code /etc/profile.d}, values in the registry of Windows. It reads through the host and changes nothing. Thread-safe.
 */
public final class EnvironmentSurfaces {
    /** Who owns these changes: they are for several tools together. */
    public static final String TARGET = "environment";

    private static final int READABLE = 0644;

    private final Host host;

    /**
     * Creates it.
     *
     * @param host the machine and the account
     */
    public EnvironmentSurfaces(Host host) {
        this.host = host;
    }

    /**
     * Plans the changes.
     *
     * @param wish the variables
     * @return the changes, none if there are no variables
     */
    public SurfacePlan plan(EnvironmentWish wish) {
        Draft draft = new Draft(wish);
        if (!wish.variables().isEmpty()) {
            if (host.operatingSystem() == OperatingSystem.WINDOWS) {
                windows(draft);
            } else if (wish.scope() == Scope.SYSTEM) {
                system(draft);
            } else {
                user(draft);
            }
        }
        return new SurfacePlan(draft.changes, draft.notes, draft.refused);
    }

    private void user(Draft draft) {
        ShellFiles files = new ShellFiles(host);
        OpenText open = new OpenText(host);
        TreeSet<String> shells = new TreeSet<>();
        files.posix().forEach((file, shell) -> {
            open.in(file, shell)
                    .ifPresentOrElse(
                            reason ->
                                    draft.refused.add("Cannot edit " + file + ": " + reason + ". Nothing was changed."),
                            () -> draft.block(file, ShellLanguage.POSIX, Rights.NONE));
            shells.add(shell);
        });
        files.fish().ifPresent(folder -> {
            draft.own(folder.resolve("headroom-" + draft.wish.profile() + ".fish"), ShellLanguage.FISH);
            shells.add("fish");
        });
        files.powerShell().ifPresent(file -> {
            draft.block(file, ShellLanguage.POWERSHELL, Rights.NONE);
            shells.add("PowerShell");
        });
        if (host.operatingSystem() == OperatingSystem.LINUX) {
            files.environmentD().ifPresent(folder -> {
                draft.own(folder.resolve("60-headroom-" + draft.wish.profile() + ".conf"), ShellLanguage.ENVIRONMENT_D);
                draft.notes.add("Desktop programs see the variables after the next login");
            });
        }
        draft.notes.addAll(files.notes());
        if (!shells.isEmpty()) {
            draft.notes.add("Shells that run already (" + String.join(", ", shells)
                    + ") keep their variables; start them again, such as with: exec $SHELL");
        }
        if (host.operatingSystem() == OperatingSystem.MACOS) {
            draft.notes.add("Programs that are started from the Dock do not read shell files");
        }
        int said = draft.notes.size();
        byHand(draft, files);
        if (shells.isEmpty() && files.notes().isEmpty() && draft.notes.size() == said) {
            draft.notes.add("No shell of this account sees " + draft.names + ": "
                    + (files.login().isEmpty()
                            ? "its shell is not known"
                            : "no file of ours is read by " + files.login())
                    + "; name it in SHELL and run this again, or use --scope provider");
        }
    }

    private static void byHand(Draft draft, ShellFiles files) {
        Map<String, String> variables = draft.wish.variables();
        if (files.uses("nu", ".config/nushell/env.nu")) {
            List<String> lines = new ArrayList<>();
            variables.forEach((name, value) -> lines.add("$env." + name + " = " + nushell(value)));
            draft.notes.add("nushell is not reached; add to its env.nu: " + String.join("; ", lines));
        }
        if (files.uses("tcsh", ".tcshrc") || files.uses("csh", ".cshrc")) {
            List<String> lines = new ArrayList<>();
            // Within quotes csh still takes ! for history.
            variables.forEach((name, value) -> lines.add(
                    "setenv " + name + " " + ShellLanguage.POSIX.quoted(value).replace("!", "\\!")));
            draft.notes.add("csh is not reached; add to its .cshrc or .tcshrc: " + String.join("; ", lines));
        }
    }

    private static String nushell(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void system(Draft draft) {
        if (host.operatingSystem() == OperatingSystem.MACOS) {
            draft.block(host.path("/etc/zprofile"), ShellLanguage.POSIX, Rights.ROOT);
            draft.block(host.path("/etc/profile"), ShellLanguage.POSIX, Rights.ROOT);
            draft.notes.add("Programs that are started from the Dock do not read shell files");
        } else {
            Path file = host.path("/etc/profile.d").resolve("headroom-" + draft.wish.profile() + ".sh");
            draft.own(file, ShellLanguage.POSIX);
        }
        draft.notes.add("Login shells see the variables from their next start on");
    }

    private static void windows(Draft draft) {
        boolean machine = draft.wish.scope() == Scope.SYSTEM;
        draft.wish.variables().forEach((name, value) -> {
            ChangeInfo info = draft.info(
                            name, "sets " + name + " in the environment of the " + (machine ? "machine" : "account"))
                    .needing(machine ? Rights.ADMINISTRATOR : Rights.NONE);
            draft.changes.add(new Change.EnvironmentValue(info, machine ? Hive.MACHINE : Hive.USER, name, value));
        });
        draft.notes.add("Programs that run already keep their variables; start them again, terminals too");
    }

    /** A plan while it is made. Not thread-safe. */
    private static final class Draft {
        private final EnvironmentWish wish;
        private final String names;
        private final List<Change> changes = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();

        Draft(EnvironmentWish wish) {
            this.wish = wish;
            this.names = String.join(", ", wish.variables().keySet());
        }

        ChangeInfo info(String name, String sentence) {
            return ChangeInfo.wiring(wish.profile(), TARGET, name, sentence);
        }

        void block(Path file, ShellLanguage language, Rights rights) {
            ChangeInfo info = info(file.getFileName().toString(), "sets " + names + " in " + file)
                    .needing(rights);
            changes.add(
                    new Change.BlockEdit(info, file, "headroom " + wish.profile(), language.lines(wish), Place.END));
        }

        void own(Path file, ShellLanguage language) {
            ChangeInfo info = info(file.getFileName().toString(), "sets " + names + " in " + file)
                    .needing(wish.scope() == Scope.SYSTEM ? Rights.ROOT : Rights.NONE);
            String text =
                    "# Written by Headroom for profile " + wish.profile() + "; undo: headroom install remove --profile "
                            + wish.profile() + "\n" + String.join("\n", language.lines(wish)) + "\n";
            OptionalInt mode = wish.scope() == Scope.SYSTEM ? OptionalInt.of(READABLE) : OptionalInt.empty();
            changes.add(new Change.OwnFile(info, file, FileContent.of(text), mode));
        }
    }
}
