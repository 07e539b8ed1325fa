package io.headroom.cli.doctor;

import io.headroom.cli.doctor.Diagnosis.Repair;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.identity.Processes;
import io.headroom.deploy.legacy.Leftover;
import io.headroom.deploy.legacy.LegacyMarks;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What processes left that died, which is in the workspace and can go; and what the Python Headroom left, which is shown (PV-1003). */
final class LeftoversCheck implements Check {
    private static final String NAME = "leftovers";
    private static final Pattern RUN_FILE = Pattern.compile("proxy-([1-9][0-9]{0,4})\\.json");
    private static final Pattern WRAP = Pattern.compile("wrap-run-([0-9]{1,18})");
    private static final Pattern SETTINGS = Pattern.compile("wrap-([1-9][0-9]{0,4})\\.settings");

    @Override
    public List<Diagnosis> look(Scene scene) {
        List<Path> found = new ArrayList<>();
        Path workspace = scene.host().workspace();
        for (Path file : inside(workspace.resolve("run"))) {
            if (isLeft(file, scene)) {
                found.add(file);
            }
        }
        for (Path profile : inside(workspace.resolve("deploy"))) {
            inside(profile).stream().filter(LeftoversCheck::isTemporary).forEach(found::add);
        }
        Faults faults = new Faults(NAME);
        for (Leftover old : ofThePythonHeadroom(scene)) {
            faults.warn("the Python Headroom left " + old.words(), removal(old));
        }
        for (Path file : found) {
            faults.warn(file + " was left by a process that is gone", "headroom doctor --fix");
            Aside aside = new Aside(workspace);
            faults.repair(new Repair("put " + file + " aside, into " + aside.folder(), () -> aside.put(file)));
        }
        return List.of(faults.diagnosis(Diagnosis.ok(NAME, "none")));
    }

    private static List<Leftover> ofThePythonHeadroom(Scene scene) {
        return new LegacyMarks(scene.host(), scene.names())
                .find().stream()
                        .filter(one -> scene.asked().tools().isEmpty()
                                || scene.asked().tools().stream().anyMatch(one::concerns))
                        .toList();
    }

    private static String removal(Leftover old) {
        if (old.kind() == Leftover.Kind.BY_HAND) {
            return "take it out of " + old.file() + " by hand";
        }
        return "headroom unwrap " + (old.tool().equals(Leftover.ANY) ? "--all" : old.tool()) + " --legacy";
    }

    private static List<Path> inside(Path folder) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(found::add);
            } catch (IOException | java.nio.file.DirectoryIteratorException unreadable) {
                // The check of the workspace tells that.
                return List.of();
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static boolean isLeft(Path file, Scene scene) {
        String name = String.valueOf(file.getFileName());
        Matcher run = RUN_FILE.matcher(name);
        if (run.matches()) {
            return !isAlive(Integer.parseInt(run.group(1)), scene);
        }
        Matcher settings = SETTINGS.matcher(name);
        if (settings.matches()) {
            return !isAlive(Integer.parseInt(settings.group(1)), scene);
        }
        Matcher wrap = WRAP.matcher(name);
        if (wrap.matches()) {
            return ProcessHandle.of(Long.parseLong(wrap.group(1)))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty();
        }
        return isTemporary(file);
    }

    /** A profile's run file is written anew at its next start; until then it tells which instance it was. */
    private static boolean isAlive(int port, Scene scene) {
        Optional<Instance> instance = scene.parts().probe().recorded(port);
        return instance.filter(Processes::isAlive).isPresent()
                || scene.profileOf(port).isPresent();
    }

    private static boolean isTemporary(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && name.endsWith(".tmp");
    }
}
