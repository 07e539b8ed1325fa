package io.headroom.supervisor.systemd;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.SearchPath;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The units of one deployment: names, places and texts. See {@code systemd.service(5)}, {@code systemd.exec(5)}, {@code systemd.timer(5)}. */
final class Units {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long BESIDE_THE_HEAP = 192 * MEBIBYTE;

    // What every manager of systemd has by itself, in one order or another, see file-hierarchy(7).
    private static final List<String> OWN_PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private final ServiceSpec spec;
    private final Host host;
    private final Path folder;

    Units(ServiceSpec spec, Host host) {
        this.spec = spec;
        this.host = host;
        this.folder = folder(spec.scope(), host);
    }

    private static Path folder(Scope scope, Host host) {
        return scope == Scope.SYSTEM
                ? host.path("/etc/systemd/system")
                : host.home().resolve(".config").resolve("systemd").resolve("user");
    }

    Path folder() {
        return folder;
    }

    Path file(String unit) {
        return folder.resolve(unit);
    }

    /** The unit that is the proxy. */
    String service() {
        return "headroom-" + spec.profile() + ".service";
    }

    /** The unit that is enabled, so that the proxy comes back. */
    String enabled() {
        return spec.preset() == Preset.PERSISTENT_TASK ? timer() : service();
    }

    /** The link by which systemd remembers that. */
    Path link() {
        String target = spec.preset() == Preset.PERSISTENT_TASK ? "timers.target" : target();
        return folder.resolve(target + ".wants").resolve(enabled());
    }

    String ensure() {
        return "headroom-" + spec.profile() + "-ensure.service";
    }

    String timer() {
        return "headroom-" + spec.profile() + "-ensure.timer";
    }

    List<String> names() {
        return List.copyOf(texts().keySet());
    }

    /** Every unit with its text. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(service(), serviceText());
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            texts.put(ensure(), ensureText());
            texts.put(timer(), timerText());
        }
        return texts;
    }

    private String serviceText() {
        UnitText unit =
                new UnitText().section("Unit").quote("Description", "Headroom proxy, profile " + spec.profile());
        network(unit);
        unit.set("StartLimitIntervalSec", "120")
                .set("StartLimitBurst", "10")
                .section("Service")
                .set("Type", "simple")
                .command("ExecStart", spec.run());
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            unit.set("Restart", "no");
        } else {
            // 78: the configuration is at fault, and another start would find the same.
            unit.set("Restart", "on-failure").set("RestartSec", "2").set("RestartPreventExitStatus", "78");
        }
        // 143: what a JVM ends with when it was told to stop.
        unit.set("SuccessExitStatus", "143").set("TimeoutStopSec", "30").set("KillMode", "mixed");
        confine(unit);
        unit.set("LimitNOFILE", "65536");
        spec.limits().memoryBytes().ifPresent(bytes -> unit.set("MemoryMax", memory(bytes + BESIDE_THE_HEAP)));
        spec.limits().cpus().ifPresent(cpus -> unit.set("CPUQuota", 100 * cpus + "%"));
        if (spec.preset() != Preset.PERSISTENT_TASK) {
            unit.section("Install").set("WantedBy", target());
        }
        return unit.toString();
    }

    private String ensureText() {
        UnitText unit = new UnitText()
                .section("Unit")
                .quote("Description", "Check of the Headroom proxy, profile " + spec.profile());
        network(unit);
        if (spec.scope() == Scope.SYSTEM) {
            // The check runs as a plain account, which may not start a unit of the machine: where it fails, systemd
            // does.
            unit.set("OnFailure", service());
        }
        unit.section("Service")
                .set("Type", "oneshot")
                .command("ExecStart", spec.ensure())
                // A check that hangs would be the last one.
                .set("TimeoutStartSec", "180");
        confine(unit);
        return unit.toString();
    }

    private String timerText() {
        return new UnitText()
                .section("Unit")
                .quote("Description", "When to check the Headroom proxy, profile " + spec.profile())
                .section("Timer")
                .set("OnStartupSec", "15")
                .set("OnUnitInactiveSec", "300")
                .set("AccuracySec", "15")
                .section("Install")
                .set("WantedBy", "timers.target")
                .toString();
    }

    // A user's manager knows no such target.
    private void network(UnitText unit) {
        if (spec.scope() == Scope.SYSTEM) {
            unit.set("Wants", "network-online.target").set("After", "network-online.target");
        }
    }

    private void confine(UnitText unit) {
        unit.set("UMask", "0077").set("NoNewPrivileges", "true").set("RestrictSUIDSGID", "true");
        if (spec.scope() == Scope.SYSTEM) {
            unit.quote("User", spec.runAs()).set("ProtectSystem", "full");
        }
        SearchPath path = SearchPath.of(OWN_PATH, host);
        if (spec.container().isPresent() && !path.folders().equals(OWN_PATH)) {
            unit.environment("PATH", path.text());
        }
    }

    private String target() {
        return spec.scope() == Scope.SYSTEM ? "multi-user.target" : "default.target";
    }

    private static String memory(long bytes) {
        return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + "M" : Long.toString(bytes);
    }
}
