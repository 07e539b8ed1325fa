package io.headroom.supervisor.launchd;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.SearchPath;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What launchd is told about the two jobs of a profile, see launchd.plist(5). */
final class JobPlists {
    /** Tells our files from those of others. */
    static final String MARK = "Written by headroom install.";

    private static final List<String> SYSTEM_PATH = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final int THROTTLE_SECONDS = 10;
    /** The default of 5 would cut the drain of 10. */
    private static final int EXIT_SECONDS = 20;

    private static final int WATCH_SECONDS = 300;
    private static final int OPEN_FILES = 8192;
    /** 077 in octal, which property lists do not have. */
    private static final int OWNER_ONLY = 0077;

    private JobPlists() {}

    /** The runner: kept alive as a service, on demand of the watchdog as a task. */
    static String runner(ServiceSpec spec, Host host) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("Label", Job.runner(spec, host).label());
        keys.put("ProgramArguments", spec.run());
        if (spec.preset() == Preset.PERSISTENT_SERVICE) {
            keys.put("RunAtLoad", true);
            keys.put("KeepAlive", Map.of("SuccessfulExit", false));
        }
        keys.put("ThrottleInterval", THROTTLE_SECONDS);
        keys.put("ExitTimeOut", EXIT_SECONDS);
        surroundings(keys, spec, host);
        return PropertyList.write(keys, MARK);
    }

    /**
     * The watchdog. It asks launchd to start the runner instead of starting a proxy itself, which launchd would kill together with the
     * watchdog's process group.
     */
    static String watchdog(ServiceSpec spec, Host host) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("Label", Job.watchdog(spec, host).label());
        keys.put("ProgramArguments", spec.ensure());
        keys.put("RunAtLoad", true);
        keys.put("StartInterval", WATCH_SECONDS);
        surroundings(keys, spec, host);
        return PropertyList.write(keys, MARK);
    }

    private static void surroundings(Map<String, Object> keys, ServiceSpec spec, Host host) {
        // Unset or Standard, launchd throttles CPU and I/O of a job.
        keys.put("ProcessType", "Interactive");
        if (spec.scope() == Scope.SYSTEM) {
            keys.put("UserName", spec.runAs());
        }
        keys.put("WorkingDirectory", spec.directories().profile().toString());
        Path logs = spec.directories().logs();
        keys.put("StandardOutPath", logs.resolve("agent.out.log").toString());
        keys.put("StandardErrorPath", logs.resolve("agent.err.log").toString());
        keys.put(
                "EnvironmentVariables",
                Map.of("PATH", SearchPath.of(SYSTEM_PATH, host).text()));
        keys.put("Umask", OWNER_ONLY);
        keys.put("SoftResourceLimits", Map.of("NumberOfFiles", OPEN_FILES));
    }
}
