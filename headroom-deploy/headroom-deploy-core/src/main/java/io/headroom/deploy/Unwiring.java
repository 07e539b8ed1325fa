package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Scope;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Refusal;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import io.headroom.deploy.shell.EnvironmentSurfaces;
import io.headroom.deploy.shell.EnvironmentWish;
import io.headroom.deploy.shell.EnvironmentWish.Precedence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes one tool out of a profile, by what the manifest records. The proxy and the other tools go on; nobody is asked anything, neither
 * the proxy nor its supervisor.
 */
final class Unwiring {
    private static final String VARIABLES = "tool_envs";
    private static final List<String> EXEMPTION = List.of("NO_PROXY", "no_proxy");

    private final Parts parts;
    private final Profiles profiles;
    private final Work work;

    Unwiring(Parts parts, Profiles profiles, Work work) {
        this.parts = parts;
        this.profiles = profiles;
        this.work = work;
    }

    /** What would be undone. */
    Unwired preview(ProfileName name, String tool) throws DeployException {
        Profile profile = profiles.changeable(name);
        try {
            return new Unwired(
                    name.text(), tool, Task.of(profile, tool, recorded(profile)).undone(), List.of());
        } catch (IOException damaged) {
            throw new DeployException(Kind.FAILED, Work.sentence(damaged.getMessage()), damaged);
        }
    }

    Unwired unwire(ProfileName name, String tool) throws DeployException {
        Profile seen = profiles.changeable(name);
        return work.locked(seen.folder(), seen.manifest().scope(), engine -> {
            Profile profile = profiles.changeable(name);
            Task task = Task.of(profile, tool, recorded(profile));
            return task.isNothing() ? new Unwired(name.text(), tool, List.of(), List.of()) : unwire(engine, task);
        });
    }

    private List<MadeChange> recorded(Profile profile) throws IOException {
        return new ManifestChanges(profile.folder(), parts.host()).read(profile.manifest());
    }

    /**
     * What is to be done.
     *
     * @param profile in which profile
     * @param tool which tool goes
     * @param recorded everything that was made
     * @param before the variables of all tools
     * @param after the variables of those that stay
     */
    private record Task(
            Profile profile,
            String tool,
            List<MadeChange> recorded,
            Map<String, String> before,
            Map<String, String> after) {
        static Task of(Profile profile, String tool, List<MadeChange> recorded) {
            JsonValue.Object all = profile.manifest().fields().object(VARIABLES);
            return new Task(profile, tool, recorded, merged(all), merged(all.without(tool)));
        }

        private static Map<String, String> merged(JsonValue.Object tools) {
            Map<String, String> variables = new LinkedHashMap<>();
            for (String tool : tools.members().keySet()) {
                JsonValue.Object own = tools.object(tool);
                own.members().keySet().forEach(name -> own.text(name).ifPresent(value -> variables.put(name, value)));
            }
            return variables;
        }

        boolean isNothing() {
            Manifest manifest = profile.manifest();
            return recorded.stream().noneMatch(this::touches)
                    && !manifest.targets().contains(tool)
                    && manifest.fields().object(VARIABLES).member(tool).isEmpty();
        }

        /** What this concerns; everything else stays as it is, even where the user has changed it. */
        boolean touches(MadeChange made) {
            return isTools(made) || (isExport(made) && !before.equals(after));
        }

        private boolean isTools(MadeChange made) {
            return made.change().info().phase() == Phase.WIRING && owner(made).equals(tool);
        }

        static boolean isExport(MadeChange made) {
            return made.change().info().phase() == Phase.WIRING && owner(made).equals(EnvironmentSurfaces.TARGET);
        }

        private static String owner(MadeChange made) {
            return made.change().info().owner().target();
        }

        List<Unwired.Part> undone() {
            List<String> dropped = before.keySet().stream()
                    .filter(name -> !after.containsKey(name))
                    .toList();
            return recorded.stream()
                    .filter(this::touches)
                    .map(made -> new Unwired.Part(made.surface().name(), isExport(made) ? dropped : made.keys()))
                    .toList();
        }

        Manifest manifest() {
            Manifest manifest = profile.manifest();
            return manifest.with(
                            "targets",
                            JsonValue.of(manifest.targets().stream()
                                    .filter(other -> !other.equals(tool))
                                    .toList()))
                    .with(VARIABLES, manifest.fields().object(VARIABLES).without(tool));
        }
    }

    private Unwired unwire(ChangeEngine engine, Task task) throws DeployException, IOException, ChangeFailedException {
        Profile profile = task.profile();
        List<MadeChange> touched =
                task.recorded().stream().filter(task::touches).toList();
        Plan plan = engine.planner().plan(exported(task, touched), touched);
        if (!plan.refusals().isEmpty()) {
            throw new DeployException(
                    Kind.REFUSED, plan.refusals().stream().map(Refusal::text).toList());
        }
        Transaction transaction = engine.begin("unwrap", Unfinished.Way.BACK, plan);
        UndoReport report;
        try {
            report = transaction.undo(Phase.WIRING);
            transaction.make(Phase.WIRING);
            List<MadeChange> made = new ArrayList<>(task.recorded());
            made.removeAll(touched);
            made.addAll(transaction.changes());
            Manifest base = report.complete() ? task.manifest() : profile.manifest();
            Manifest manifest = new ManifestChanges(profile.folder(), parts.host())
                    .write(base, made)
                    .committed(parts.host().now());
            transaction.write(profile.folder().manifest(), manifest.content());
            transaction.commit();
        } catch (ChangeFailedException | IOException failed) {
            UndoReport back = transaction.rollBack();
            if (!back.complete()) {
                throw incomplete(task, back);
            }
            throw failed;
        }
        if (!report.complete()) {
            throw incomplete(task, report);
        }
        return unwired(task, report);
    }

    private static DeployException incomplete(Task task, UndoReport report) {
        return new DeployException(
                Kind.UNDO_INCOMPLETE,
                report.failed().stream()
                        .map(failed -> "Not undone: " + failed.place() + ": " + failed.reason() + ". 'headroom unwrap "
                                + task.tool() + "' tries again.")
                        .toList());
    }

    /** What the user had changed is not among what was undone. */
    private static Unwired unwired(Task task, UndoReport report) {
        List<Unwired.Part> left = report.left().stream()
                .map(part -> new Unwired.Part(part.place(), part.keys()))
                .toList();
        List<Unwired.Part> undone = new ArrayList<>();
        for (Unwired.Part part : task.undone()) {
            Set<String> kept = left.stream()
                    .filter(other -> other.place().equals(part.place()))
                    .flatMap(other -> other.keys().stream())
                    .collect(Collectors.toSet());
            boolean all = left.stream()
                    .anyMatch(other ->
                            other.place().equals(part.place()) && other.keys().isEmpty());
            List<String> keys =
                    part.keys().stream().filter(key -> !kept.contains(key)).toList();
            if (!all && (!keys.isEmpty() || part.keys().isEmpty())) {
                undone.add(new Unwired.Part(part.place(), keys));
            }
        }
        return new Unwired(task.profile().name(), task.tool(), undone, left);
    }

    /** The variables that other tools still need, in the places that have them now, in the way in which they stand there. */
    private List<Change> exported(Task task, List<MadeChange> touched) {
        List<MadeChange> exports = touched.stream()
                .filter(Task::isExport)
                .filter(made -> made.state() == MadeChange.State.MADE)
                .toList();
        if (exports.isEmpty()
                || task.after().isEmpty()
                || task.profile().manifest().scope() == Scope.PROVIDER) {
            return List.of();
        }
        Map<String, String> before = exempted(task.before(), exports);
        boolean overrules =
                exports.stream().map(MadeChange::change).noneMatch(changes(task, before, Precedence.USER)::contains);
        List<String> ids = exports.stream().map(MadeChange::id).toList();
        Map<String, String> after = exempted(task.after(), exports);
        return changes(task, after, overrules ? Precedence.HEADROOM : Precedence.USER).stream()
                .filter(change -> ids.contains(change.info().id()))
                .toList();
    }

    private List<Change> changes(Task task, Map<String, String> variables, Precedence precedence) {
        return new EnvironmentSurfaces(parts.host())
                .plan(new EnvironmentWish(
                        task.profile().name(),
                        task.profile().manifest().scope(),
                        Flags.wired(task.profile(), parts.host()),
                        variables,
                        precedence))
                .changes();
    }

    /** Loopback stays exempt from an HTTP proxy where it was exempted with the variables. */
    private Map<String, String> exempted(Map<String, String> variables, List<MadeChange> exports) {
        if (exports.stream().noneMatch(made -> made.change().toString().contains(EXEMPTION.get(0)))) {
            return variables;
        }
        Map<String, String> all = new LinkedHashMap<>(variables);
        String value = LoopbackExemption.missing(parts.host()).orElse("127.0.0.1,localhost,::1");
        EXEMPTION.forEach(name -> all.putIfAbsent(name, value));
        return all;
    }
}
