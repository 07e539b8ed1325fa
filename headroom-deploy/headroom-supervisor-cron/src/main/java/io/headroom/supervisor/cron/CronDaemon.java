package io.headroom.supervisor.cron;

import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Looks for a cron daemon among the processes, in {@code proc(5)}. */
final class CronDaemon {
    private static final Set<String> NAMES = Set.of("cron", "crond", "dcron", "fcron", "bcron-start", "cronie");

    private final Host host;

    CronDaemon(Host host) {
        this.host = host;
    }

    boolean seen() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(host.path("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (isCron(process)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    // A process may end while it is looked at.
    private static boolean isCron(Path process) {
        try {
            return NAMES.contains(Files.readString(process.resolve("comm")).strip());
        } catch (IOException e) {
            return false;
        }
    }
}
