package io.headroom.supervisor.taskscheduler.fake;

import io.headroom.api.testkit.program.ProgramServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The state of the Task Scheduler, and what schtasks and whoami say. Time is given, programs are started by a {@link Spawner}, so it
 * works in memory and for real. Every failure has the exit code 1, every text a language. Not thread-safe.
 */
final class Scheduler {
    private static final String ACCOUNT_SID = "S-1-5-21-1004336348-1177238915-682003330-1001";

    private final Spawner spawner;
    private final Supplier<Knobs> knobs;
    private final Supplier<Instant> clock;
    private final Function<String, Path> paths;
    private final Map<String, RegisteredTask> tasks = new LinkedHashMap<>();

    Scheduler(Spawner spawner, Supplier<Knobs> knobs, Supplier<Instant> clock, Function<String, Path> paths) {
        this.spawner = spawner;
        this.knobs = knobs;
        this.clock = clock;
        this.paths = paths;
    }

    /** Lets happen what is due. */
    void tick() {
        Instant now = clock.get();
        tasks.values().forEach(task -> task.tick(now));
    }

    /** Somebody logs on. */
    void logon() {
        Instant now = clock.get();
        tasks.values().forEach(task -> task.logon(now));
        tick();
    }

    /** Everything ends as when the power fails, and the user logs on again. */
    void reboot() {
        endAll();
        tick();
        logon();
    }

    /** Ends all programs. */
    void endAll() {
        tasks.values().forEach(RegisteredTask::end);
    }

    boolean running(String name) {
        tick();
        return task(name).filter(RegisteredTask::running).isPresent();
    }

    boolean enabled(String name) {
        return task(name).filter(RegisteredTask::enabled).isPresent();
    }

    /** One call of whoami. */
    Answer whoami(List<String> arguments) {
        if (arguments.contains("/groups")) {
            String level = knobs.get().elevated() ? "12288" : "8192";
            String name = knobs.get().french() ? "Étiquette obligatoire" : "Mandatory Label";
            return Answer.of("\"Everyone\",\"Well-known group\",\"S-1-1-0\",\"Mandatory group\"\n\"" + name
                    + "\",\"Label\",\"S-1-16-" + level + "\",\"\"\n");
        }
        return Answer.of("\"desktop-1\\ada\",\"" + ACCOUNT_SID + "\"\n");
    }

    /** One call of schtasks. */
    Answer schtasks(List<String> arguments) {
        tick();
        String verb = arguments.isEmpty() ? "/?" : arguments.get(0).toLowerCase(Locale.ROOT);
        if (verb.equals("/?")) {
            return Answer.of("SCHTASKS /parameter [arguments]");
        }
        String name = after("/tn", arguments).orElse("");
        if (verb.equals("/create")) {
            return create(name, arguments);
        }
        Optional<RegisteredTask> task = task(name);
        if (task.isEmpty()) {
            return failed("The system cannot find the file specified.", "Le fichier spécifié est introuvable.");
        }
        return switch (verb) {
            case "/query" -> query(name, task.get(), arguments);
            case "/run" -> run(name, task.get());
            case "/end" -> {
                task.get().end();
                tick();
                yield succeeded("The scheduled task \"" + name + "\" has been terminated successfully.");
            }
            case "/change" -> change(name, task.get(), arguments);
            case "/delete" -> {
                tasks.remove(key(name));
                yield succeeded("The scheduled task \"" + name + "\" was successfully deleted.");
            }
            default -> failed("Invalid argument/option - '" + verb + "'.", "Argument/option non valide - '" + verb + "'.");
        };
    }

    private Answer create(String name, List<String> arguments) {
        if (task(name).isPresent() && !has("/f", arguments)) {
            // It asks whether to replace it, and there is nobody to answer.
            return failed("The task \"" + name + "\" already exists.", "La tâche \"" + name + "\" existe déjà.");
        }
        try {
            Path file = paths.apply(after("/xml", arguments).orElseThrow());
            TaskDefinition definition = TaskDefinition.read(Files.readAllBytes(file));
            if (definition.needsElevation() && !knobs.get().elevated()) {
                return failed("Access is denied.", "Accès refusé.");
            }
            task(name).ifPresent(RegisteredTask::end);
            tasks.put(key(name), new RegisteredTask(definition, spawner, clock.get()));
            return succeeded("The scheduled task \"" + name + "\" has successfully been created.");
        } catch (TaskDefinition.BadDefinitionException e) {
            return e.kind() == TaskDefinition.BadDefinitionException.Kind.MALFORMED
                    ? failed("The task XML is malformed.\n(1,1)::", "Le XML de la tâche est mal formé.\n(1,1)::")
                    : failed(
                            "The task XML contains a value which is incorrectly formatted or out of range.\n(1,1):Node:value",
                            "Le XML de la tâche contient une valeur au format incorrect ou hors limites.\n(1,1):Node:value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer query(String name, RegisteredTask task, List<String> arguments) {
        if (has("/xml", arguments)) {
            return Answer.of(task.definition().text(task.enabled()));
        }
        boolean french = knobs.get().french();
        String status = task.running()
                ? french ? "En cours d’exécution" : "Running"
                : task.enabled() ? french ? "Prêt" : "Ready" : french ? "Désactivée" : "Disabled";
        String row = "\"DESKTOP-1\",\"\\" + name + "\",\"N/A\",\"" + status + "\",\"Interactive only\","
                + "\"" + (french ? "05/01/2026 09:00:00" : "1/5/2026 9:00:00 AM") + "\",\""
                + task.lastResult(knobs.get()) + "\",\"Headroom\",\"" + task.definition().command()
                + "\",\"" + task.definition().folder() + "\",\"Runs, and is \"\"here\"\".\",\"Enabled\",\"Disabled\"\n";
        return Answer.of(row.repeat(Math.max(1, task.definition().triggers())));
    }

    private Answer run(String name, RegisteredTask task) {
        if (!task.enabled()) {
            return failed("The task is disabled.", "La tâche est désactivée.");
        }
        task.run(clock.get().plusSeconds(knobs.get().runDelaySeconds()));
        return succeeded("Attempted to run the scheduled task \"" + name + "\".");
    }

    private Answer change(String name, RegisteredTask task, List<String> arguments) {
        if (!has("/enable", arguments) && !has("/disable", arguments)) {
            return failed("Invalid syntax.", "Syntaxe non valide.");
        }
        task.enabled(has("/enable", arguments));
        return succeeded("The parameters of scheduled task \"" + name + "\" have been changed.");
    }

    private Answer succeeded(String text) {
        return Answer.of((knobs.get().french() ? "Opération réussie : " : "SUCCESS: ") + text);
    }

    private Answer failed(String english, String french) {
        return Answer.failed(1, knobs.get().french() ? "Erreur : " + french : "ERROR: " + english);
    }

    private Optional<RegisteredTask> task(String name) {
        return Optional.ofNullable(tasks.get(key(name)));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceFirst("^\\\\", "");
    }

    private static boolean has(String option, List<String> arguments) {
        return arguments.stream().anyMatch(option::equalsIgnoreCase);
    }

    private static Optional<String> after(String option, List<String> arguments) {
        for (int i = 0; i + 1 < arguments.size(); i++) {
            if (arguments.get(i).equalsIgnoreCase(option)) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
