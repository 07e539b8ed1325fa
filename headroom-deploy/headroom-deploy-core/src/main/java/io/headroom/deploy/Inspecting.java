package io.headroom.deploy;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.api.supervise.ServiceState;
import io.headroom.deploy.Deployments.LogKind;
import io.headroom.deploy.Deployments.LogSource;
import io.headroom.deploy.Status.Condition;
import io.headroom.deploy.Status.Identity;
import io.headroom.deploy.Status.WiringState;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Refusal;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.PortCheck;
import io.headroom.deploy.identity.Processes;
import io.headroom.deploy.identity.Proving;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Looks how a profile is: it asks the supervisor, the port and the manifest, and says where they disagree. Changes nothing. */
final class Inspecting {
    private final Parts parts;
    private final Services services;
    private final Work work;

    Inspecting(Parts parts, Services services, Work work) {
        this.parts = parts;
        this.services = services;
        this.work = work;
    }

    /** What was seen, before it is judged. */
    private record Seen(Answer answer, ServiceState state, Optional<FailureNote> failure, PortCheck.Holder holder) {}

    Status status(Profile profile) {
        int port = profile.manifest().port();
        FutureTask<Answer> asked = new FutureTask<>(() -> parts.probe().ask(port, Proving.PROBE));
        Thread asking = new Thread(asked, "headroom-status");
        asking.setDaemon(true);
        asking.start();
        // Meanwhile: the supervisor answers by a process.
        ServiceState state = services.state(profile);
        Answer answer = answer(asked);
        boolean taken = answer.kind() == Answer.Kind.FOREIGN || answer.kind() == Answer.Kind.SILENT;
        PortCheck check = new PortCheck(parts.host());
        Seen seen = new Seen(
                answer,
                state,
                new AgentFiles(profile.folder()).failure(),
                taken ? check.holder(port) : new PortCheck.Holder(java.util.OptionalLong.empty(), ""));
        Identity identity = identity(profile, seen);
        Condition condition = condition(profile, seen, identity);
        List<Degradation> notes = new ArrayList<>(degraded(profile.manifest()));
        notes.addAll(disagreements(profile, seen, condition));
        boolean running = condition == Condition.RUNNING;
        return new Status(
                profile.name(),
                Optional.of(profile.manifest()),
                condition,
                running ? Answer.Readiness.READY : Answer.Readiness.NOT_READY,
                identity,
                wiring(profile),
                answer.isOf(profile.name()) ? answer.instance() : Optional.empty(),
                running ? Optional.empty() : seen.failure(),
                notes,
                running ? "" : reason(profile, seen, condition),
                running ? "" : next(profile, condition),
                Optional.of(Services.logs(profile, parts.host())),
                words(seen.state()));
    }

    private static Answer answer(FutureTask<Answer> asked) {
        try {
            return asked.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Answer.of(Answer.Kind.SILENT);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
    }

    List<LogSource> logs(Profile profile, LogKind kind) {
        Path folder = Services.logs(profile, parts.host());
        List<LogSource> sources = new ArrayList<>();
        if (kind == LogKind.PROXY) {
            sources.add(file(folder.resolve("proxy.log")));
        }
        if (profile.inContainer()) {
            // There as long as the container is; what the agent passed on has a longer memory.
            sources.add(new LogSource(
                    Optional.empty(),
                    List.of("docker", "logs", profile.manifest().text("container_name"))));
        }
        sources.add(file(folder.resolve("agent.err.log")));
        String service = profile.manifest().text("service_name");
        switch (profile.manifest().text("supervisor_id")) {
            case "systemd" ->
                sources.add(new LogSource(
                        Optional.empty(),
                        profile.manifest().scope() == Scope.SYSTEM
                                ? List.of("journalctl", "--no-pager", "-u", service)
                                : List.of("journalctl", "--no-pager", "--user", "-u", service)));
            case "docker" -> {
                // The engine has all of it.
            }
            default -> sources.add(file(folder.resolve("agent.out.log")));
        }
        return sources;
    }

    private static LogSource file(Path path) {
        return new LogSource(Optional.of(path), List.of());
    }

    private Identity identity(Profile profile, Seen seen) {
        return switch (seen.answer().kind()) {
            case NOBODY -> Identity.NONE;
            case PROVEN -> seen.answer().isOf(profile.name()) ? Identity.PROVEN : Identity.FOREIGN;
            case SILENT -> isOwnProcess(profile, seen) ? Identity.UNPROVEN : Identity.FOREIGN;
            case FOREIGN -> isSupervised(seen) ? Identity.UNPROVEN : Identity.FOREIGN;
        };
    }

    private boolean isOwnProcess(Profile profile, Seen seen) {
        if (profile.inContainer()) {
            // An engine takes connections before anybody in the container does, and numbers of processes in there are
            // others out here.
            return seen.state().status() == ServiceState.Status.RUNNING;
        }
        return isSupervised(seen)
                || parts.probe()
                        .recorded(profile.manifest().port())
                        .filter(run ->
                                run.profile().filter(profile.name()::equals).isPresent())
                        .filter(Processes::isAlive)
                        .isPresent();
    }

    /** The supervisor's process holds the port: a proxy that has not come far enough to prove itself. */
    private static boolean isSupervised(Seen seen) {
        return seen.state().pid().isPresent()
                && seen.holder().pid().isPresent()
                && seen.state().pid().getAsLong() == seen.holder().pid().getAsLong();
    }

    private static Condition condition(Profile profile, Seen seen, Identity identity) {
        ServiceState.Status supervisor = seen.state().status();
        return switch (identity) {
            case FOREIGN -> Condition.FOREIGN;
            case PROVEN -> {
                if (seen.answer().readiness() == Answer.Readiness.READY) {
                    yield Condition.RUNNING;
                }
                yield seen.answer().status().equals("starting") ? Condition.STARTING : Condition.UNHEALTHY;
            }
            case UNPROVEN -> seen.answer().kind() == Answer.Kind.FOREIGN ? Condition.STARTING : Condition.UNHEALTHY;
            case NONE -> {
                if (profile.manifest().state() == Manifest.State.PAUSED) {
                    yield Condition.STOPPED;
                }
                if (seen.failure().isPresent() || supervisor == ServiceState.Status.FAILED) {
                    yield Condition.FAILED;
                }
                yield supervisor == ServiceState.Status.STARTING || supervisor == ServiceState.Status.RUNNING
                        ? Condition.STARTING
                        : Condition.STOPPED;
            }
        };
    }

    private String reason(Profile profile, Seen seen, Condition condition) {
        String supervisor = "supervisor: " + words(seen.state());
        String port = "port " + profile.manifest().port() + ": ";
        return switch (condition) {
            case RUNNING -> "";
            case FOREIGN ->
                supervisor + "; " + port
                        + seen.answer()
                                .instance()
                                .map(other -> "pid " + other.pid() + " Headroom"
                                        + other.profile()
                                                .map(name -> " of profile '" + name + "'")
                                                .orElse(" without a profile"))
                                .orElseGet(() -> holder(seen.holder()));
            case UNHEALTHY ->
                seen.answer().kind() == Answer.Kind.PROVEN
                        ? "the proxy says " + seen.answer().status()
                        : "the proxy does not answer; " + supervisor;
            case FAILED -> seen.failure().map(FailureNote::reason).orElse(supervisor);
            case STARTING -> supervisor + "; " + port + comingUp(seen.answer());
            case STOPPED ->
                profile.manifest().state() == Manifest.State.PAUSED
                        ? "stopped by 'headroom install stop'"
                        : "no process; " + supervisor;
        };
    }

    private static String comingUp(Answer answer) {
        return switch (answer.kind()) {
            case NOBODY -> "nobody listens yet";
            case PROVEN -> "the proxy says " + answer.status();
            case SILENT, FOREIGN -> "the proxy has not proven itself yet";
        };
    }

    private static String holder(PortCheck.Holder holder) {
        String name = holder.name().isEmpty() ? "another process" : holder.name();
        return holder.pid().isPresent() ? "pid " + holder.pid().getAsLong() + " " + name : name;
    }

    private static String words(ServiceState state) {
        return state.status().name().toLowerCase(Locale.ROOT)
                + (state.detail().isEmpty() ? "" : " (" + state.detail() + ")");
    }

    private static String next(Profile profile, Condition condition) {
        return switch (condition) {
            case RUNNING -> "";
            case STARTING -> "headroom install status" + profile.option();
            case STOPPED, FAILED -> profile.command("start");
            case UNHEALTHY -> profile.command("restart");
            case FOREIGN ->
                "stop the other program, or headroom install apply" + profile.option() + " --port with another port";
        };
    }

    private List<Degradation> degraded(Manifest manifest) {
        List<Degradation> notes = new ArrayList<>();
        for (JsonValue element : manifest.fields().elements("degraded")) {
            if (element instanceof JsonValue.Object one) {
                notes.add(new Degradation(
                        one.text("code").orElse(""), one.text("text").orElse("")));
            }
        }
        return notes;
    }

    private List<Degradation> disagreements(Profile profile, Seen seen, Condition condition) {
        List<Degradation> notes = new ArrayList<>();
        unfinished(profile)
                .ifPresent(command -> notes.add(new Degradation(
                        "unfinished", "an interrupted '" + command + "' is finished by the next command")));
        if (condition == Condition.RUNNING) {
            boolean known = seen.state().status() == ServiceState.Status.RUNNING
                    || seen.state().status() == ServiceState.Status.UNKNOWN
                    || profile.preset() != Preset.PERSISTENT_SERVICE;
            if (!known) {
                notes.add(new Degradation(
                        "unsupervised", "the proxy runs, but the supervisor says " + words(seen.state())));
            }
            String version = seen.answer().instance().map(run -> run.version()).orElse("");
            if (!version.equals(profile.manifest().text("version"))) {
                notes.add(new Degradation(
                        "other-version",
                        "version " + version + " runs, " + profile.manifest().text("version")
                                + (profile.inContainer()
                                        ? " is installed; headroom install apply" + profile.option()
                                                + " exchanges the container's image"
                                        : " is installed; restart to use it")));
            }
        }
        gone(profile, "launcher", notes);
        gone(profile, "java", notes);
        return notes;
    }

    private void gone(Profile profile, String field, List<Degradation> notes) {
        String path = profile.manifest().text(field);
        if (!path.isEmpty()
                && profile.preset() != Preset.PERSISTENT_DOCKER
                && !Files.exists(parts.host().path(path))) {
            notes.add(new Degradation(
                    field + "-gone", path + " is gone; run headroom install apply" + profile.option() + " again"));
        }
    }

    private Optional<String> unfinished(Profile profile) {
        try {
            return work.engine(profile.folder(), profile.manifest().scope())
                    .unfinished()
                    .map(Unfinished::command);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private WiringState wiring(Profile profile) {
        if (!Files.exists(Flags.wired(profile, parts.host()))) {
            return new WiringState(WiringState.Kind.SUSPENDED, List.of());
        }
        try {
            List<MadeChange> recorded = new ManifestChanges(profile.folder(), parts.host())
                    .read(profile.manifest()).stream()
                            .filter(made -> made.change().info().phase() == Phase.WIRING)
                            .toList();
            ChangeEngine engine =
                    work.engine(profile.folder(), profile.manifest().scope());
            Plan plan = engine.planner()
                    .plan(recorded.stream().map(MadeChange::change).toList(), recorded);
            List<String> drifted = new ArrayList<>();
            plan.refusals().stream()
                    .filter(refusal -> !isOnlyUnreadable(refusal, recorded, engine))
                    .forEach(refusal -> drifted.add(refusal.place()));
            plan.steps().stream()
                    .filter(step -> step.action() != Step.Action.KEEP)
                    .map(step -> step.surface().name())
                    .forEach(drifted::add);
            return new WiringState(
                    drifted.isEmpty() ? WiringState.Kind.ACTIVE : WiringState.Kind.DRIFTED,
                    drifted.stream().distinct().toList());
        } catch (IOException damaged) {
            return new WiringState(WiringState.Kind.DRIFTED, List.of(String.valueOf(damaged.getMessage())));
        }
    }

    /** Who shares the machine's files with other profiles is root's to know; that ours is in one of them everybody sees. */
    private static boolean isOnlyUnreadable(Refusal refusal, List<MadeChange> recorded, ChangeEngine engine) {
        return refusal.cause() == Refusal.Cause.RIGHTS
                && recorded.stream()
                        .filter(made -> made.id().equals(refusal.id()))
                        .allMatch(made -> engine.planner().isInPlace(made.change()));
    }
}
