package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.identity.Processes;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.surface.Surface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds everything that can be known before anything is changed, and tells it together. Changes nothing. */
final class Preflight {
    private static final long SPACE = 50L << 20;

    private final Parts parts;
    private final Host host;
    private final Profiles profiles;

    Preflight(Parts parts, Profiles profiles) {
        this.parts = parts;
        this.host = parts.host();
        this.profiles = profiles;
    }

    List<Problem> check(Draft draft, Plan plan) throws DeployException {
        List<Problem> problems = new ArrayList<>(draft.wiring().problems);
        checkName(draft, problems);
        checkRights(draft, problems);
        checkPort(draft, problems);
        plan.refusals()
                .forEach(refusal -> problems.add(new Problem(
                        refusal.cause() == io.headroom.deploy.change.Refusal.Cause.RIGHTS ? Kind.RIGHTS : Kind.REFUSED,
                        refusal.text())));
        checkSupervisor(draft, problems);
        checkObjects(draft, problems);
        ProxyArguments arguments = new ProxyArguments(draft.profile(), draft.env(), host);
        parts.proxy()
                .faults(arguments.words(draft.request().port()), arguments.environment())
                .forEach(fault -> problems.add(new Problem(Kind.REFUSED, fault)));
        checkSpace(draft, problems);
        return problems;
    }

    private void checkName(Draft draft, List<Problem> problems) throws DeployException {
        for (ProfileFolder other : profiles.folders()) {
            if (other.profile().clashesWith(draft.request().profile())) {
                problems.add(new Problem(
                        Kind.REFUSED,
                        "Profile '" + draft.request().profile() + "' differs from profile '" + other.profile()
                                + "' only in case. Choose another name with --profile."));
            }
        }
    }

    private void checkRights(Draft draft, List<Problem> problems) {
        if (draft.request().scope() == Scope.SYSTEM && !Designer.mayChangeTheMachine(host)) {
            problems.add(new Problem(
                    Kind.RIGHTS,
                    switch (host.operatingSystem()) {
                        case WINDOWS -> "Scope system needs a terminal opened as administrator.";
                        case LINUX, MACOS ->
                            "Scope system changes files outside your home. Run: sudo headroom install"
                                    + " apply --scope system" + draft.profile().option();
                    }));
        }
    }

    private void checkPort(Draft draft, List<Problem> problems) throws DeployException {
        int port = draft.request().port();
        for (Profile other : profiles.readable()) {
            if (other.manifest().port() == port
                    && !other.name().equals(draft.profile().name())) {
                problems.add(new Problem(Kind.REFUSED, "Port " + port + " belongs to profile '" + other.name() + "'."));
                return;
            }
        }
        PortCheck check = new PortCheck(host);
        if (check.isFree(port)) {
            return;
        }
        Answer answer = parts.probe().ask(port, Proving.PROBE);
        boolean known =
                draft.existing().filter(old -> old.manifest().port() == port).isPresent();
        if (known && (answer.isOf(draft.profile().name()) || isOwnProcess(draft, port))) {
            return;
        }
        if (known && draft.profile().inContainer() && answer.kind() != Answer.Kind.FOREIGN) {
            return;
        }
        problems.add(new Problem(Kind.REFUSED, holder(port, answer, check)));
    }

    /** A proxy of this profile that hangs: the process that wrote the run file, and no other with its number. */
    private boolean isOwnProcess(Draft draft, int port) {
        return parts.probe()
                .recorded(port)
                .filter(run ->
                        run.profile().filter(draft.profile().name()::equals).isPresent())
                .filter(Processes::isAlive)
                .isPresent();
    }

    static String holder(int port, Answer answer, PortCheck check) {
        Optional<Instance> ours = answer.instance();
        if (ours.isPresent()) {
            return ours.get()
                    .profile()
                    .map(profile -> "Port " + port + " belongs to profile '" + profile + "'.")
                    .orElse("Port " + port + " is used by a Headroom without a profile (pid "
                            + ours.get().pid() + ").");
        }
        return "Port " + port + " is used by " + check.holder(port).words() + ", which is not Headroom.";
    }

    private void checkSupervisor(Draft draft, List<Problem> problems) {
        try {
            draft.service()
                    .supervisor()
                    .preflight(draft.service().spec(), host)
                    .forEach(refusal -> problems.add(new Problem(
                            refusal.kind() == io.headroom.api.supervise.Refusal.Kind.RIGHTS
                                    ? Kind.RIGHTS
                                    : Kind.REFUSED,
                            refusal.reason())));
        } catch (RuntimeException broken) {
            problems.add(new Problem(
                    Kind.REFUSED,
                    "The supervisor '" + draft.service().supervisor().id() + "' failed: " + broken.getMessage()));
        }
    }

    /** Two profiles can have names of which supervisors make one, such as that of a profile and that of another one's check. */
    private void checkObjects(Draft draft, List<Problem> problems) throws DeployException {
        Map<String, String> taken = new HashMap<>();
        for (Profile other : profiles.readable()) {
            if (!other.name().equals(draft.profile().name())) {
                objects(made(other)).forEach(object -> taken.put(comparable(object), other.name()));
            }
        }
        for (String object : objects(draft.changes())) {
            String owner = taken.get(comparable(object));
            if (owner != null) {
                problems.add(new Problem(
                        Kind.REFUSED,
                        "Profile '" + draft.profile().name() + "' would be kept running by " + object
                                + ", which belongs to profile '" + owner + "'. Choose another name with --profile."));
                return;
            }
        }
    }

    private List<Change> made(Profile other) {
        try {
            return new ManifestChanges(other.folder(), host)
                    .read(other.manifest()).stream().map(MadeChange::change).toList();
        } catch (IOException damaged) {
            // Told by status. What it owns is known to the engine, which never writes over it unasked.
            return List.of();
        }
    }

    private static List<String> objects(List<Change> changes) {
        return changes.stream()
                .filter(change -> change.info().phase() == Phase.SUPERVISOR && change instanceof Change.OwnFile)
                .map(change -> Surface.of(change).name())
                .toList();
    }

    private String comparable(String path) {
        return host.operatingSystem() == OperatingSystem.LINUX ? path : path.toLowerCase(Locale.ROOT);
    }

    private void checkSpace(Draft draft, List<Problem> problems) {
        Path there = draft.profile().folder().directory();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            if (there != null && Files.getFileStore(there).getUsableSpace() < SPACE) {
                problems.add(new Problem(
                        Kind.REFUSED, "Less than 50 MiB are free in " + there + ". Make room and try again."));
            }
        } catch (IOException unknown) {
            problems.add(new Problem(Kind.REFUSED, "Cannot look into " + there + ": " + unknown.getMessage() + "."));
        }
    }
}
