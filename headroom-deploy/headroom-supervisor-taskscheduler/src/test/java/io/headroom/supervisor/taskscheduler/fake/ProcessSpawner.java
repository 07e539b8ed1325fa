package io.headroom.supervisor.taskscheduler.fake;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts real processes, without a console: nothing to read, and nobody to see what they write. */
final class ProcessSpawner implements Spawner {
    @Override
    public Optional<Running> spawn(TaskDefinition task) {
        List<String> command = new ArrayList<>(List.of(task.command()));
        command.addAll(task.arguments());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new File(task.folder()))
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Optional.of(new RealProcess(process));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private record RealProcess(Process process) implements Running {
        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public OptionalInt exitCode() {
            return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
        }
    }
}
