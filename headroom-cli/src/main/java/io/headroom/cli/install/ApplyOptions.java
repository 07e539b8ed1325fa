package io.headroom.cli.install;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.cli.console.Console;
import io.headroom.deploy.ApplyRequest;
import io.headroom.deploy.ApplyRequest.Providers;
import io.headroom.deploy.ApplyRequest.Runtime;
import io.headroom.deploy.ApplyRequest.WhenStopped;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.profile.MemorySize;
import io.headroom.deploy.profile.ProfileName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code apply} that are not the proxy's own. */
final class ApplyOptions {
    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            defaultValue = "persistent-service",
            description =
                    "How it is kept alive: persistent-service, persistent-task or persistent-docker. Default: persistent-service.")
    private String preset = "persistent-service";

    @Option(
            names = "--runtime",
            paramLabel = "RUNTIME",
            description =
                    "What runs the proxy: jvm, or docker, which the service then keeps in its foreground. Default: jvm.")
    private String runtime;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            defaultValue = "user",
            description = "How far wiring reaches: provider (tools' own files), user or system. Default: user.")
    private Scope scope = Scope.USER;

    @Option(
            names = "--providers",
            paramLabel = "WHICH",
            defaultValue = "auto",
            description = "Which tools are wired: auto, all or manual. Default: auto.")
    private Providers providers = Providers.AUTO;

    @Option(
            names = "--target",
            paramLabel = "TOOL",
            description = "A tool to wire, with --providers manual. Repeatable.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "8787",
            description = "The port. Default: 8787.")
    private int port = 8787;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "The container image, with --runtime docker. Default: headroom-jvm and this version.")
    private String image;

    @Option(names = "--memory-limit", paramLabel = "SIZE", description = "The proxy's heap, such as 256m.")
    private String memory;

    @Option(names = "--cpus", paramLabel = "N", description = "How many processors the proxy may use.")
    private Integer cpus;

    @Option(
            names = "--run-as",
            paramLabel = "ACCOUNT",
            description = "The account of the service, with --scope system.")
    private String runAs;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "How long the proxy may take to prove itself. Default: 45.")
    private int timeout = 45;

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description =
                    "A variable for the proxy, such as a provider's key. Without a value: that of this shell. Repeatable.")
    private List<String> environment = new ArrayList<>();

    @Option(names = "--keep-wiring", description = "Leave the tools wired while the proxy is stopped.")
    private boolean keepWiring;

    @Mixin
    private ApplyCommand.Wishes wishes = new ApplyCommand.Wishes();

    @Mixin
    private ToolChoices choices = new ToolChoices();

    ApplyRequest request(ProfileName profile, ApplyRequest.Proxy proxy, Console console) throws DeployException {
        if (!targets.isEmpty() && providers != Providers.MANUAL) {
            throw usage("--target needs --providers manual.");
        }
        if (targets.isEmpty() && providers == Providers.MANUAL) {
            throw usage("--providers manual needs at least one --target.");
        }
        if (port < 1 || port > 65_535) {
            throw usage("--port needs a number from 1 to 65535, not " + port + ".");
        }
        if (timeout < 1 || timeout > 3_600) {
            throw usage("--timeout needs a number of seconds from 1 to 3600, not " + timeout + ".");
        }
        if (runAs != null && scope != Scope.SYSTEM) {
            throw usage("--run-as needs --scope system.");
        }
        Preset chosen = ApplyCommand.preset(preset);
        return new ApplyRequest(
                profile,
                chosen,
                runtime(chosen),
                scope,
                providers,
                targets,
                port,
                proxy,
                variables(console),
                new ApplyRequest.Limits(memory(), cpus()),
                Optional.ofNullable(image),
                Optional.ofNullable(runAs),
                Duration.ofSeconds(timeout),
                wishes.options(),
                choices.chosen(),
                keepWiring ? WhenStopped.KEEP : WhenStopped.SUSPEND);
    }

    private Runtime runtime(Preset chosen) throws DeployException {
        if (runtime == null) {
            return chosen == Preset.PERSISTENT_DOCKER ? Runtime.DOCKER : Runtime.JVM;
        }
        return switch (runtime) {
            case "jvm", "python" -> Runtime.JVM;
            case "docker" -> Runtime.DOCKER;
            default -> throw usage("Unknown runtime '" + runtime + "'. Known: jvm, docker.");
        };
    }

    private Optional<MemorySize> memory() throws DeployException {
        try {
            return Optional.ofNullable(memory).map(MemorySize::of);
        } catch (IllegalArgumentException wrong) {
            throw new DeployException(Kind.USAGE, wrong.getMessage(), wrong);
        }
    }

    private OptionalInt cpus() throws DeployException {
        if (cpus == null) {
            return OptionalInt.empty();
        }
        if (cpus < 1) {
            throw usage("--cpus needs a number from 1 on, not " + cpus + ".");
        }
        return OptionalInt.of(cpus);
    }

    private Map<String, String> variables(Console console) throws DeployException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String one : environment) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                variables.put(one.substring(0, equals), one.substring(equals + 1));
            } else if (console.environment().containsKey(one)) {
                variables.put(one, console.environment().get(one));
            } else {
                throw usage("--env " + one + ": there is no such variable in this shell. Give it with --env " + one
                        + "=VALUE.");
            }
        }
        return variables;
    }

    private static DeployException usage(String text) {
        return new DeployException(Kind.USAGE, text);
    }
}
