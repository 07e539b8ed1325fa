package io.headroom.supervisor.launchd.fake;

import io.headroom.api.testkit.program.ProgramServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The state of launchd and the verbs of launchctl, with the exit codes and texts that have been reported from macOS 11 to 26. Time is
 * given, processes are started by a {@link Spawner}, so it works in memory and for real. Not thread-safe.
 *
 * <p>What matters most: {@code bootout} returns before the process has ended, and after it has, the label still cannot be loaded for a
 * while.
 */
final class Launchd {
    private static final String RICHER = "\nTry re-running the command as root for richer errors.";
    private static final int USAGE = 64;

    private final Spawner spawner;
    private final Supplier<Knobs> knobs;
    private final Supplier<Instant> clock;
    private final Function<String, Path> paths;
    private final Map<String, LoadedJob> jobs = new LinkedHashMap<>();
    private final Map<String, Instant> draining = new LinkedHashMap<>();
    /** What somebody decided about a label; it outlives everything. */
    private final Map<String, Boolean> disabled;

    Launchd(
            Spawner spawner,
            Supplier<Knobs> knobs,
            Supplier<Instant> clock,
            Function<String, Path> paths,
            Map<String, Boolean> disabled) {
        this.spawner = spawner;
        this.knobs = knobs;
        this.clock = clock;
        this.paths = paths;
        this.disabled = disabled;
    }

    /** Lets happen what is due. */
    void tick() {
        Instant now = clock.get();
        jobs.values().forEach(job -> job.tick(now));
        jobs.values().removeIf(LoadedJob::gone);
    }

    /** One call of launchctl. */
    Answer launchctl(List<String> arguments) {
        tick();
        String last = arguments.isEmpty() ? "" : arguments.get(arguments.size() - 1);
        return switch (arguments.isEmpty() ? "help" : arguments.get(0)) {
            case "managername" -> Answer.of(knobs.get().guiAbsent() ? "Background" : "Aqua");
            case "bootstrap" -> bootstrap(arguments.get(1), paths.apply(last));
            case "bootout" -> arguments.size() == 3 ? bootoutFile(arguments.get(1), last) : bootout(last);
            case "kickstart" -> kickstart(last, arguments.contains("-k"));
            case "kill" -> kill(arguments.get(1), last);
            case "print" ->
                last.contains("/") && last.split("/").length > (last.startsWith("system") ? 1 : 2)
                        ? print(last)
                        : printDomain(last);
            case "print-disabled" -> printDisabled();
            case "enable" -> decide(last, false);
            case "disable" -> decide(last, true);
            case "list" -> list(last);
            default -> Answer.failed(USAGE, "Unrecognized subcommand: " + last);
        };
    }

    private Answer bootstrap(String domain, Path file) {
        if (absent(domain)) {
            return Answer.failed(125, "Bootstrap failed: 125: Domain does not support specified action");
        }
        Optional<JobPlist> plist = JobPlist.load(file);
        if (plist.isEmpty()) {
            return Answer.failed(5, "Bootstrap failed: 5: Input/output error" + RICHER);
        }
        String target = domain + "/" + plist.get().label();
        if (disabled(plist.get().label())) {
            int code = knobs.get().disabledCode();
            return code == 119
                    ? Answer.failed(code, file + ": Service is disabled\nBootstrap failed: 119: Service is disabled")
                    : Answer.failed(code, "Bootstrap failed: 5: Input/output error" + RICHER);
        }
        Instant now = clock.get();
        if (jobs.containsKey(target)
                || draining.getOrDefault(target, Instant.MIN).isAfter(now)) {
            return knobs.get().drainCode() == 37
                    ? Answer.failed(37, "Bootstrap failed: 37: Operation already in progress")
                    : Answer.failed(5, "Bootstrap failed: 5: Input/output error" + RICHER);
        }
        LoadedJob job = new LoadedJob(domain, file, plist.get(), spawner);
        jobs.put(target, job);
        job.loaded(now, knobs.get());
        return Answer.of("");
    }

    private Answer bootoutFile(String domain, String file) {
        String target = JobPlist.load(paths.apply(file))
                .map(plist -> domain + "/" + plist.label())
                .orElse("");
        return jobs.containsKey(target)
                ? bootout(target)
                : Answer.failed(5, "Boot-out failed: 5: Input/output error" + RICHER);
    }

    private Answer bootout(String target) {
        if (absent(domain(target))) {
            return Answer.failed(125, "Boot-out failed: 125: Domain does not support specified action");
        }
        LoadedJob job = jobs.get(target);
        if (job == null) {
            return Answer.failed(3, "Boot-out failed: 3: No such process");
        }
        if (job.leaving()) {
            return Answer.failed(36, "Boot-out failed: 36: Operation now in progress");
        }
        Instant now = clock.get();
        job.bootout(now, knobs.get());
        draining.put(target, now.plusSeconds(knobs.get().drainSeconds()));
        tick();
        return knobs.get().bootout36()
                ? Answer.failed(36, "Boot-out failed: 36: Operation now in progress")
                : Answer.of("");
    }

    private Answer kickstart(String target, boolean kill) {
        if (absent(domain(target))) {
            return Answer.failed(
                    125,
                    "Could not kickstart service \"" + label(target)
                            + "\": 125: Domain does not support specified action");
        }
        LoadedJob job = jobs.get(target);
        if (job == null || job.leaving()) {
            return notFound(target);
        }
        if (kill) {
            job.restart(clock.get(), knobs.get());
        } else {
            job.kickstart(clock.get());
        }
        return Answer.of("");
    }

    private Answer kill(String signal, String target) {
        LoadedJob job = jobs.get(target);
        if (job == null || job.leaving()) {
            return notFound(target);
        }
        if (!signal.equals("SIGTERM")) {
            return Answer.failed(USAGE, "This stand-in sends SIGTERM only, not " + signal);
        }
        job.terminate();
        return Answer.of("");
    }

    private Answer print(String target) {
        LoadedJob job = jobs.get(target);
        return job == null
                ? Answer.failed(113, "Bad request.\n" + notFound(target).error())
                : Answer.of(job.print(target));
    }

    private Answer printDomain(String domain) {
        if (!absent(domain)) {
            return Answer.of(domain + " = {\n\ttype = login\n\tservices = {\n\t}\n}\n");
        }
        int code = knobs.get().absentCode();
        return Answer.failed(
                code,
                code == 125
                        ? "Domain does not support specified action"
                        : "Could not find domain for user gui: " + domain.substring(domain.indexOf('/') + 1));
    }

    private Answer printDisabled() {
        boolean legacy = knobs.get().legacyTrueFalse();
        StringBuilder text = new StringBuilder("disabled services = {\n");
        Map<String, Boolean> all = new LinkedHashMap<>(disabled);
        if (!knobs.get().disabled().isEmpty()) {
            all.putIfAbsent(knobs.get().disabled(), true);
        }
        all.forEach((label, off) -> text.append("\t\"")
                .append(label)
                .append("\" => ")
                .append(legacy ? off.toString() : off ? "disabled" : "enabled")
                .append('\n'));
        return Answer.of(text.append("}\n").toString());
    }

    private Answer decide(String target, boolean off) {
        disabled.put(label(target), off);
        return Answer.of("");
    }

    private Answer list(String label) {
        return jobs.entrySet().stream()
                .filter(job -> label(job.getKey()).equals(label))
                .map(job -> Answer.of(job.getValue().list()))
                .findFirst()
                .orElse(Answer.failed(113, "Could not find service \"" + label + "\" in domain for port"));
    }

    /** Everything ends as when the power fails, and what lies in a domain's folder is loaded again unless it is disabled. */
    void reboot(Map<String, List<Path>> files) {
        endAll();
        jobs.clear();
        draining.clear();
        files.forEach((domain, plists) -> plists.forEach(plist -> bootstrap(domain, plist)));
    }

    /** Ends all processes. */
    void endAll() {
        jobs.values().forEach(LoadedJob::kill);
    }

    /** Whether a job's process runs. */
    boolean running(String target) {
        tick();
        return Optional.ofNullable(jobs.get(target)).filter(LoadedJob::running).isPresent();
    }

    /** Whether a label is off, by somebody's decision or by the knob. */
    boolean disabled(String label) {
        return disabled.getOrDefault(label, knobs.get().disabled().equals(label));
    }

    private boolean absent(String domain) {
        return domain.startsWith("gui/") && knobs.get().guiAbsent();
    }

    private static Answer notFound(String target) {
        String domain = domain(target);
        return Answer.failed(
                113,
                "Could not find service \"" + label(target) + "\" in domain for "
                        + (domain.equals("system")
                                ? domain
                                : "user gui: " + domain.substring(domain.indexOf('/') + 1)));
    }

    private static String domain(String target) {
        return target.substring(0, Math.max(0, target.lastIndexOf('/')));
    }

    private static String label(String target) {
        return target.substring(target.lastIndexOf('/') + 1);
    }
}
