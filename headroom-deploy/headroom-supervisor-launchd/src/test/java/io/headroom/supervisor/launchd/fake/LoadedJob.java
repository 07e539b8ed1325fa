package io.headroom.supervisor.launchd.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One loaded job: starts, ends, restarts and describes its process. Not thread-safe; time comes with each call. */
final class LoadedJob {
    private static final Duration DEFAULT_THROTTLE = Duration.ofSeconds(10);
    private static final Duration DEFAULT_EXIT_TIME_OUT = Duration.ofSeconds(5);

    private final String domain;
    private final Path file;
    private final JobPlist plist;
    private final Spawner spawner;
    private Optional<Spawner.Running> process = Optional.empty();
    private Optional<Instant> spawnAt = Optional.empty();
    private Optional<Instant> killAt = Optional.empty();
    private Optional<Instant> lastSpawn = Optional.empty();
    private OptionalInt lastExit = OptionalInt.empty();
    private int runs;
    private boolean leaving;
    private boolean spawnAfterEnd;

    LoadedJob(String domain, Path file, JobPlist plist, Spawner spawner) {
        this.domain = domain;
        this.file = file;
        this.plist = plist;
        this.spawner = spawner;
    }

    /** What happens right after loading. */
    void loaded(Instant now, Knobs knobs) {
        if (plist.startsWhenLoaded() && !knobs.lostRunAtLoad()) {
            spawn(now);
        } else {
            nextInterval(now);
        }
    }

    boolean running() {
        return process.isPresent();
    }

    boolean leaving() {
        return leaving;
    }

    /** Whether nothing is left of a job that was booted out. */
    boolean gone() {
        return leaving && process.isEmpty();
    }

    void kickstart(Instant now) {
        if (process.isEmpty()) {
            spawn(now);
        }
    }

    /** Ends the process and starts another at once, without looking at the file again. */
    void restart(Instant now, Knobs knobs) {
        if (process.isEmpty()) {
            spawn(now);
            return;
        }
        spawnAfterEnd = true;
        end(now, knobs);
    }

    void bootout(Instant now, Knobs knobs) {
        leaving = true;
        spawnAt = Optional.empty();
        if (process.isPresent()) {
            end(now, knobs);
        }
    }

    /** Asks the process to end, and whether it comes back is up to its description. */
    void terminate() {
        process.ifPresent(Spawner.Running::terminate);
    }

    void kill() {
        process.ifPresent(Spawner.Running::kill);
    }

    private void end(Instant now, Knobs knobs) {
        if (!knobs.slowStop()) {
            process.orElseThrow().terminate();
        }
        killAt = Optional.of(now.plus(seconds("ExitTimeOut", DEFAULT_EXIT_TIME_OUT)));
    }

    /** Lets happen what is due. */
    void tick(Instant now) {
        if (process.isPresent() && process.get().exitCode().isPresent()) {
            ended(process.get().exitCode().getAsInt(), now);
        }
        if (process.isPresent() && killAt.filter(time -> !time.isAfter(now)).isPresent()) {
            process.get().kill();
            killAt = Optional.of(now.plus(DEFAULT_EXIT_TIME_OUT));
        }
        if (process.isEmpty()
                && !leaving
                && spawnAt.filter(time -> !time.isAfter(now)).isPresent()) {
            spawn(now);
        }
    }

    private void ended(int exitCode, Instant now) {
        // The rest of its group goes with the main process.
        process.orElseThrow().kill();
        process = Optional.empty();
        killAt = Optional.empty();
        lastExit = OptionalInt.of(exitCode);
        if (leaving) {
            return;
        }
        if (spawnAfterEnd) {
            spawnAfterEnd = false;
            spawn(now);
        } else if (plist.comesBackAfter(exitCode)) {
            Instant earliest = lastSpawn.orElse(now).plus(seconds("ThrottleInterval", DEFAULT_THROTTLE));
            spawnAt = Optional.of(earliest.isAfter(now) ? earliest : now);
        } else {
            nextInterval(now);
        }
    }

    private void nextInterval(Instant now) {
        int interval = plist.number("StartInterval", 0);
        if (interval > 0) {
            spawnAt = Optional.of(now.plusSeconds(interval));
        }
    }

    private void spawn(Instant now) {
        spawnAt = Optional.empty();
        lastSpawn = Optional.of(now);
        runs++;
        process = Optional.of(spawner.spawn(plist));
    }

    private Duration seconds(String key, Duration otherwise) {
        return Duration.ofSeconds(plist.number(key, (int) otherwise.toSeconds()));
    }

    private String state() {
        if (process.isPresent()) {
            return killAt.isPresent() ? "SIGTERMed" : "running";
        }
        return spawnAt.isPresent() && plist.number("StartInterval", 0) == 0 ? "spawn scheduled" : "not running";
    }

    /** The block of {@code launchctl print}, deeper blocks with their own lines of the same names included. */
    String print(String target) {
        StringBuilder text = new StringBuilder(target).append(" = {\n");
        line(text, "active count", running() ? "1" : "0");
        line(text, "path", file.toString());
        line(text, "type", domain.equals("system") ? "LaunchDaemon" : "LaunchAgent");
        line(text, "state", state());
        text.append('\n');
        line(text, "program", plist.arguments().get(0));
        text.append("\targuments = {\n");
        plist.arguments()
                .forEach(argument -> text.append("\t\t").append(argument).append('\n'));
        text.append("\t}\n\n");
        plist.text("WorkingDirectory").ifPresent(folder -> line(text, "working directory", folder));
        plist.text("StandardOutPath").ifPresent(path -> line(text, "stdout path", path));
        plist.text("StandardErrorPath").ifPresent(path -> line(text, "stderr path", path));
        text.append("\tenvironment = {\n");
        for (Map.Entry<?, ?> variable : plist.dictionary("EnvironmentVariables").entrySet()) {
            text.append("\t\t")
                    .append(variable.getKey())
                    .append(" => ")
                    .append(variable.getValue())
                    .append('\n');
        }
        text.append("\t\tXPC_SERVICE_NAME => ").append(plist.label()).append("\n\t}\n\n");
        line(text, "domain", domain + " [100007]");
        line(
                text,
                "minimum runtime",
                Long.toString(seconds("ThrottleInterval", DEFAULT_THROTTLE).toSeconds()));
        line(
                text,
                "exit timeout",
                Long.toString(seconds("ExitTimeOut", DEFAULT_EXIT_TIME_OUT).toSeconds()));
        line(text, "runs", Integer.toString(runs));
        process.ifPresent(running -> line(text, "pid", Long.toString(running.pid())));
        line(text, "last exit code", lastExit.isEmpty() ? "(never exited)" : exit(lastExit.getAsInt()));
        text.append("\n\tspawn type = interactive (4)\n\tevent channels = {\n\t\tcom.apple.launchd.helper = {\n");
        text.append("\t\t\tstate = active\n\t\t\tpid = 1\n\t\t}\n\t}\n\tsemaphores = {\n\t\tstate = 0\n\t}\n");
        return text.append("\tproperties = inferred program\n}\n").toString();
    }

    /** The dictionary of {@code launchctl list LABEL}; its exit status is the raw one of wait(2). */
    String list() {
        int raw = lastExit.orElse(0) > 128 ? lastExit.getAsInt() - 128 : lastExit.orElse(0) << 8;
        return "{\n\t\"Label\" = \"" + plist.label() + "\";\n\t\"LastExitStatus\" = " + raw + ";\n"
                + process.map(running -> "\t\"PID\" = " + running.pid() + ";\n").orElse("") + "};\n";
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append('\t').append(key).append(" = ").append(value).append('\n');
    }

    private static String exit(int code) {
        return code == Spawner.EX_CONFIG ? code + ": EX_CONFIG" : Integer.toString(code);
    }
}
