package io.headroom.supervisor.launchd.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Starts nothing: its processes are values that end when they are told to. */
final class MemorySpawner implements Spawner {
    private final List<MemoryProcess> processes = new ArrayList<>();

    @Override
    public Running spawn(JobPlist plist) {
        MemoryProcess process = new MemoryProcess(4000 + processes.size(), plist);
        processes.add(process);
        return process;
    }

    /** Lets the running program of a job end by itself. */
    void end(String label, int exitCode) {
        for (MemoryProcess process : processes) {
            if (process.plist.label().equals(label) && process.exitCode.isEmpty()) {
                process.exitCode = OptionalInt.of(exitCode);
            }
        }
    }

    private static final class MemoryProcess implements Running {
        private final long pid;
        private final JobPlist plist;
        private OptionalInt exitCode = OptionalInt.empty();

        MemoryProcess(long pid, JobPlist plist) {
            this.pid = pid;
            this.plist = plist;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public void terminate() {
            end(0);
        }

        @Override
        public void kill() {
            end(137);
        }

        private void end(int code) {
            exitCode = exitCode.isPresent() ? exitCode : OptionalInt.of(code);
        }

        @Override
        public OptionalInt exitCode() {
            return exitCode;
        }
    }
}
