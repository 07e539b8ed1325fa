package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.ChangeInfo.Owner;
import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.change.ChangeInfo.Rights;
import io.headroom.api.change.ChangeInfo.Secrecy;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Account;
import io.headroom.api.host.Host;
import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.Support;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.EnvFile;
import io.headroom.deploy.profile.Launcher;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.MemorySize;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.profile.RunScript;
import io.headroom.deploy.shell.EnvironmentSurfaces;
import io.headroom.deploy.shell.EnvironmentWish;
import io.headroom.deploy.shell.EnvironmentWish.Precedence;
import io.headroom.deploy.shell.SurfacePlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Turns what was asked for into what should be so. Reads the machine and changes nothing. */
final class Designer {
    private static final int OWNER_FILE = 0600;
    private static final int OWNER_FOLDER = 0700;
    private static final int OPEN_FOLDER = 0755;
    private static final List<String> LAUNCHER_VARIABLES =
            List.of("HEADROOM_CACHE_DIR", "HEADROOM_ARCHIVE", "HEADROOM_JAVA_OPTS");
    private static final List<String> ENGINE_VARIABLES =
            List.of("DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY");
    private static final Map<String, OperatingSystem> HOMES = Map.of(
            "launchd", OperatingSystem.MACOS,
            "systemd", OperatingSystem.LINUX,
            "cron", OperatingSystem.LINUX,
            "taskscheduler", OperatingSystem.WINDOWS);

    private final Parts parts;
    private final Host host;
    private final Profiles profiles;

    Designer(Parts parts, Profiles profiles) {
        this.parts = parts;
        this.host = parts.host();
        this.profiles = profiles;
    }

    Draft draft(ApplyRequest request) throws DeployException {
        Optional<Profile> existing = profiles.find(request.profile());
        if (existing.isPresent()) {
            Profiles.requireOurs(existing.get());
        }
        Launcher launcher = parts.launcher().find();
        Supervisor supervisor = withEngine(request, supervisor(request));
        Map<String, URI> forwarded = forwarded(request, existing);
        Wirings.Choice wiring = new Wirings(parts, ownPorts(request)).choose(request, launcher.program(), forwarded);
        Set<String> chained = new LinkedHashSet<>(wiring.upstreams.keySet());
        EnvFile env = environment(request, wiring.upstreams);
        ProfileFolder folder = profiles.folder(request.profile());
        Manifest manifest = manifest(request, existing, launcher, supervisor, wiring, chained);
        Profile profile = new Profile(folder, manifest);
        ServiceSpec spec = Services.spec(profile, host);
        ServicePlan plan = plan(supervisor, spec);
        List<Change> changes = new ArrayList<>(runtime(profile, launcher, env));
        changes.addAll(plan.changes());
        changes.addAll(wiring.changes);
        SurfacePlan exported = exported(request, profile, wiring);
        changes.addAll(exported.changes());
        exported.refused().forEach(reason -> wiring.problems.add(new Problem(Kind.REFUSED, reason)));
        List<String> notes = new ArrayList<>(launcher.notes());
        notes.addAll(wiring.notes);
        notes.addAll(exported.notes());
        if (request.preset() == Preset.PERSISTENT_DOCKER && request.runtime() == ApplyRequest.Runtime.JVM) {
            notes.add("persistent-docker always runs in a container; --runtime jvm has no effect");
        }
        JsonValue degraded = new JsonValue.Array(plan.degraded().stream()
                .map(one -> (JsonValue)
                        JsonValue.EMPTY.with("code", JsonValue.of(one.code())).with("text", JsonValue.of(one.text())))
                .toList());
        return new Draft(
                request,
                existing,
                profile.with(manifest.with("degraded", degraded)),
                new Draft.Service(supervisor, spec),
                changes,
                env,
                launcher,
                wiring,
                plan.degraded(),
                notes);
    }

    private static ServicePlan plan(Supervisor supervisor, ServiceSpec spec, Host host) throws DeployException {
        try {
            return supervisor.plan(spec, host);
        } catch (RuntimeException broken) {
            throw new DeployException(
                    Kind.REFUSED,
                    "The supervisor '" + supervisor.id() + "' cannot plan: " + broken.getMessage(),
                    broken);
        }
    }

    private ServicePlan plan(Supervisor supervisor, ServiceSpec spec) throws DeployException {
        return plan(supervisor, spec, host);
    }

    /** The first that can; one that does not know only if none is sure. */
    private Supervisor supervisor(ApplyRequest request) throws DeployException {
        Optional<Supervisor> unsure = Optional.empty();
        Map<String, String> reasons = new LinkedHashMap<>();
        for (Supervisor supervisor : parts.plugins().supervisors()) {
            Support support = support(supervisor, request);
            if (support.verdict() == Support.Verdict.SUPPORTED) {
                return supervisor;
            }
            if (support.verdict() == Support.Verdict.UNKNOWN && unsure.isEmpty()) {
                unsure = Optional.of(supervisor);
            }
            if (HOMES.getOrDefault(supervisor.id(), host.operatingSystem()) == host.operatingSystem()
                    && supervisor.id().equals("docker") == (request.preset() == Preset.PERSISTENT_DOCKER)) {
                reasons.put(supervisor.id(), support.reason());
            }
        }
        if (unsure.isPresent()) {
            return unsure.get();
        }
        if (reasons.isEmpty()) {
            reasons.put(
                    "",
                    "No supervisor among the plugins can keep a "
                            + request.preset().key() + " running on this system. 'headroom plugins' shows them.");
        }
        throw new DeployException(
                Kind.REFUSED, reasons.values().stream().distinct().toList());
    }

    /** What keeps an agent keeps its container, too. Whether the engine answers is for preflight to tell, with all else. */
    private Supervisor withEngine(ApplyRequest request, Supervisor keeper) throws DeployException {
        if (!inContainer(request) || request.preset() == Preset.PERSISTENT_DOCKER) {
            return keeper;
        }
        Supervisor engine = parts.plugins()
                .engine()
                .orElseThrow(() -> new DeployException(
                        Kind.REFUSED,
                        "No supervisor among the plugins runs a container for --runtime docker. 'headroom plugins' shows"
                                + " them."));
        return new Contained(keeper, engine);
    }

    private static boolean inContainer(ApplyRequest request) {
        return request.preset() == Preset.PERSISTENT_DOCKER || request.runtime() == ApplyRequest.Runtime.DOCKER;
    }

    private Support support(Supervisor supervisor, ApplyRequest request) {
        try {
            return supervisor.supports(host, request.preset(), request.scope());
        } catch (RuntimeException broken) {
            return Support.unsupported("The supervisor '" + supervisor.id() + "' failed: " + broken);
        }
    }

    private Set<Integer> ownPorts(ApplyRequest request) throws DeployException {
        Set<Integer> ports = new LinkedHashSet<>();
        ports.add(request.port());
        profiles.readable().forEach(profile -> ports.add(profile.manifest().port()));
        return ports;
    }

    /** Where the profile forwards to already because it was chained: the tools' files say our own address now. */
    private Map<String, URI> forwarded(ApplyRequest request, Optional<Profile> existing) throws DeployException {
        Map<String, URI> forwarded = new LinkedHashMap<>();
        if (existing.isEmpty() || request.options().contains(Wiring.Option.REPLACE_BASE_URL)) {
            return forwarded;
        }
        try {
            EnvFile env = EnvFile.read(existing.get().folder().env());
            for (String upstream : existing.get().manifest().fields().texts("chained")) {
                String url = env.values().get(variable(upstream));
                if (url != null) {
                    forwarded.put(upstream, URI.create(url));
                }
            }
            return forwarded;
        } catch (IOException | IllegalArgumentException damaged) {
            throw new DeployException(
                    Kind.REFUSED, "Cannot read the profile's environment: " + damaged.getMessage() + ".", damaged);
        }
    }

    private static String variable(String upstream) {
        return upstream.toUpperCase(Locale.ROOT).replace('-', '_') + "_TARGET_API_URL";
    }

    private EnvFile environment(ApplyRequest request, Map<String, URI> upstreams) throws DeployException {
        Map<String, String> asked = new LinkedHashMap<>();
        upstreams.forEach((name, url) -> asked.put(variable(name), url.toString()));
        asked.putAll(request.environment());
        try {
            return EnvFile.of(parts.environment(), asked, host.workingDirectory());
        } catch (IllegalArgumentException refused) {
            throw new DeployException(Kind.USAGE, refused.getMessage(), refused);
        }
    }

    private Manifest manifest(
            ApplyRequest request,
            Optional<Profile> existing,
            Launcher launcher,
            Supervisor supervisor,
            Wirings.Choice wiring,
            Set<String> chained) {
        String name = request.profile().text();
        Manifest manifest = existing.map(Profile::manifest).orElseGet(Manifest::create);
        manifest = manifest.with("created_by", "headroom " + launcher.version())
                .with("profile", name)
                .with("preset", request.preset().key())
                .with("scope", request.scope().name().toLowerCase(Locale.ROOT))
                .with("provider_mode", request.providers().name().toLowerCase(Locale.ROOT))
                .with("targets", JsonValue.of(wiring.targets))
                .with("runtime_kind", inContainer(request) ? "docker" : "jvm")
                .with("supervisor_kind", kind(request.preset()))
                .with("supervisor_id", supervisor.id())
                .with("host", "127.0.0.1")
                .with("port", JsonValue.of(request.port()))
                .with("health_url", "http://127.0.0.1:" + request.port() + "/readyz")
                .with("service_name", "headroom-" + name)
                .with("container_name", "headroom-" + name)
                .with("proxy_mode", request.proxy().mode())
                .with("proxy_args", JsonValue.of(request.proxy().arguments()))
                .with("base_env", JsonValue.of(baseEnvironment(request)))
                .with("tool_envs", environments(wiring))
                .with("launcher", launcher.program().toString())
                .with("java", launcher.java().toString())
                .with("version", launcher.version())
                .with("run_as", request.runAs().orElse(host.account().name()))
                .with("log_dir", logs(name, request).toString())
                .with("workspace", host.workspace().toString())
                .with("keep_wiring", JsonValue.of(request.whenStopped() == ApplyRequest.WhenStopped.KEEP))
                .with("chained", JsonValue.of(List.copyOf(chained)));
        manifest = optional(
                manifest,
                "memory_limit",
                request.limits().memory().map(size -> JsonValue.of((size.bytes() >> 20) + "m")));
        manifest = optional(manifest, "cpus", number(request.limits().cpus()));
        return optional(manifest, "image", image(request, launcher).map(JsonValue::of));
    }

    private static Manifest optional(Manifest manifest, String field, Optional<JsonValue> value) {
        return value.map(there -> manifest.with(field, there))
                .orElseGet(() -> Manifest.of(manifest.fields().without(field)));
    }

    private static Optional<JsonValue> number(OptionalInt number) {
        return number.isPresent() ? Optional.of(JsonValue.of(number.getAsInt())) : Optional.empty();
    }

    private Optional<String> image(ApplyRequest request, Launcher launcher) {
        if (!inContainer(request)) {
            return Optional.empty();
        }
        return request.image()
                .or(() -> host.variable("HEADROOM_DOCKER_IMAGE"))
                .or(() -> host.variable("HEADROOM_IMAGE"))
                .or(() -> Optional.of("headroom-jvm:" + launcher.version()));
    }

    private static String kind(Preset preset) {
        return switch (preset) {
            case PERSISTENT_SERVICE -> "service";
            case PERSISTENT_TASK -> "task";
            case PERSISTENT_DOCKER -> "none";
        };
    }

    private static JsonValue environments(Wirings.Choice wiring) {
        JsonValue.Object environments = JsonValue.EMPTY;
        for (var entry : wiring.environments.entrySet()) {
            environments = environments.with(entry.getKey(), JsonValue.of(entry.getValue()));
        }
        return environments;
    }

    /** A container sees the workspace alone. */
    private Path logs(String profile, ApplyRequest request) {
        return host.operatingSystem() == OperatingSystem.MACOS && !inContainer(request)
                ? host.home()
                        .resolve("Library")
                        .resolve("Logs")
                        .resolve("headroom")
                        .resolve(profile)
                : host.workspace().resolve("logs").resolve(profile);
    }

    /**
     * What the launcher reads, and for an agent with a container also by what the engine is found. Limits come last, since the last option of
     * the JVM counts; those of a container are not for its agent.
     */
    private Map<String, String> baseEnvironment(ApplyRequest request) {
        Map<String, String> base = new TreeMap<>();
        List<String> names = new ArrayList<>(LAUNCHER_VARIABLES);
        names.addAll(inContainer(request) ? ENGINE_VARIABLES : List.of());
        for (String name : names) {
            host.variable(name).filter(value -> !value.isBlank()).ifPresent(value -> base.put(name, value));
        }
        ApplyRequest.Limits limits = inContainer(request)
                ? new ApplyRequest.Limits(Optional.empty(), OptionalInt.empty())
                : request.limits();
        List<String> options = new ArrayList<>();
        Optional.ofNullable(base.get("HEADROOM_JAVA_OPTS")).ifPresent(options::add);
        limits.memory().map(MemorySize::heapOption).ifPresent(options::add);
        limits.cpus().ifPresent(number -> options.add("-XX:ActiveProcessorCount=" + number));
        if (!options.isEmpty()) {
            base.put("HEADROOM_JAVA_OPTS", String.join(" ", options));
        }
        return base;
    }

    private List<Change> runtime(Profile profile, Launcher launcher, EnvFile env) {
        ProfileFolder folder = profile.folder();
        OperatingSystem system = host.operatingSystem();
        Map<String, String> base = new LinkedHashMap<>();
        JsonValue.Object recorded = profile.manifest().fields().object("base_env");
        recorded.members().keySet().forEach(name -> recorded.text(name).ifPresent(value -> base.put(name, value)));
        RunScript script = new RunScript(
                folder, launcher, base, RunScript.GivingUp.of(profile.manifest().text("supervisor_id")));
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.OwnDirectory(
                info(profile, "logs", "Make the folder for logs", Secrecy.PUBLIC),
                Services.logs(profile, host),
                OptionalInt.of(OWNER_FOLDER)));
        if (profile.manifest().scope() == Scope.SYSTEM) {
            changes.add(new Change.OwnDirectory(
                    info(profile, "machine", "Make the folder for what all accounts see", Secrecy.PUBLIC)
                            .needing(system == OperatingSystem.WINDOWS ? Rights.ADMINISTRATOR : Rights.ROOT),
                    Flags.machine(profile, host),
                    OptionalInt.of(OPEN_FOLDER)));
        }
        changes.add(file(
                profile, "env", "Write the environment of the proxy", folder.env(), env.content(), Secrecy.SECRET));
        changes.add(file(
                profile,
                "run",
                "Write the script that starts the proxy",
                folder.run(system),
                script.run(system),
                Secrecy.PUBLIC));
        changes.add(file(
                profile,
                "ensure",
                "Write the script that checks the proxy",
                folder.ensure(system),
                script.ensure(system),
                Secrecy.PUBLIC));
        return changes;
    }

    private static Change file(
            Profile profile, String name, String sentence, Path path, FileContent content, Secrecy secrecy) {
        return new Change.OwnFile(info(profile, name, sentence, secrecy), path, content, OptionalInt.of(OWNER_FILE));
    }

    private static ChangeInfo info(Profile profile, String name, String sentence, Secrecy secrecy) {
        return new ChangeInfo(
                "runtime." + name,
                new Owner(profile.name(), "headroom"),
                Phase.RUNTIME,
                Rights.NONE,
                secrecy,
                sentence);
    }

    /** Variables for shells and desktops; where an HTTP proxy is named, loopback is exempt from it with them. */
    private SurfacePlan exported(ApplyRequest request, Profile profile, Wirings.Choice wiring) {
        Map<String, String> variables = new LinkedHashMap<>();
        wiring.environments.values().forEach(variables::putAll);
        if (variables.isEmpty() || request.scope() == Scope.PROVIDER) {
            return new SurfacePlan(List.of(), List.of(), List.of());
        }
        LoopbackExemption.missing(host).ifPresent(value -> {
            variables.putIfAbsent("NO_PROXY", value);
            variables.putIfAbsent("no_proxy", value);
        });
        boolean overrules = request.options().contains(Wiring.Option.CHAIN)
                || request.options().contains(Wiring.Option.REPLACE_BASE_URL);
        return new EnvironmentSurfaces(host)
                .plan(new EnvironmentWish(
                        profile.name(),
                        request.scope(),
                        Flags.wired(profile, host),
                        variables,
                        overrules ? Precedence.HEADROOM : Precedence.USER));
    }

    /** Whether the account may do what the scope needs. */
    static boolean mayChangeTheMachine(Host host) {
        return host.account().privilege() == Account.Privilege.ADMINISTRATOR;
    }
}
