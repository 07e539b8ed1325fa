package io.headroom.deploy;

import io.headroom.api.compress.Mode;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wiring;
import io.headroom.api.supervise.Preset;
import io.headroom.deploy.profile.MemorySize;
import io.headroom.deploy.profile.ProfileName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@code apply} is asked for.
 *
 * @param profile the profile
 * @param preset how the proxy is kept alive
 * @param runtime what runs it
 * @param scope how far wiring reaches
 * @param providers which tools are wired
 * @param targets the tools, with {@link Providers#MANUAL}
 * @param port the port, 1 to 65535
 * @param proxy what is handed to the proxy
 * @param environment variables that the proxy gets besides those that are set anyway
 * @param limits what it may use
 * @param image the container image that was asked for
 * @param runAs the account that was asked for
 * @param timeout how long the proxy may take to prove itself
 * @param options what the user asked for in wiring
 * @param choices what only the adapters of some tools know, by name
 * @param whenStopped what happens to the wiring while the proxy is stopped
 */
public record ApplyRequest(
        ProfileName profile,
        Preset preset,
        Runtime runtime,
        Scope scope,
        Providers providers,
        List<String> targets,
        int port,
        Proxy proxy,
        Map<String, String> environment,
        Limits limits,
        Optional<String> image,
        Optional<String> runAs,
        Duration timeout,
        Set<Wiring.Option> options,
        Map<String, List<String>> choices,
        WhenStopped whenStopped) {
    /** What runs the proxy. */
    public enum Runtime {
        /** The supervised JVM itself. */
        JVM,
        /** A container. */
        DOCKER;

        /**
         * The spelling in manifests.
         *
         * @return {@code jvm} or {@code docker}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which tools are wired. */
    public enum Providers {
        /** Those that are found and that it helps. */
        AUTO,
        /** All, absent ones too. */
        ALL,
        /** Those that are named. */
        MANUAL
    }

    /** What happens to the wiring while the proxy is stopped. */
    public enum WhenStopped {
        /** It is taken away, so that tools talk to their providers directly. */
        SUSPEND,
        /** It stays. */
        KEEP
    }

    /**
     * What is handed to the proxy, whose own parser judges it.
     *
     * @param mode the compression mode
     * @param arguments further words of its command line
     */
    public record Proxy(String mode, List<String> arguments) {
        public Proxy {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What the proxy may use.
     *
     * @param memory its heap
     * @param cpus processors
     */
    public record Limits(Optional<MemorySize> memory, OptionalInt cpus) {}

    public ApplyRequest {
        targets = List.copyOf(targets);
        environment = Map.copyOf(new LinkedHashMap<>(environment));
        options = Set.copyOf(options);
        choices = Map.copyOf(choices);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /**
     * The same for an account.
     *
     * @param account as whom the proxy runs
     * @return a copy
     */
    public ApplyRequest runningAs(String account) {
        return new ApplyRequest(
                profile,
                preset,
                runtime,
                scope,
                providers,
                targets,
                port,
                proxy,
                environment,
                limits,
                image,
                Optional.of(account),
                timeout,
                options,
                choices,
                whenStopped);
    }

    /**
     * The compression mode, for adapters that heed it.
     *
     * @return the mode; balanced if the word is none, which the proxy's own parser tells
     */
    public Mode mode() {
        for (Mode mode : Mode.values()) {
            if (mode.name().equalsIgnoreCase(proxy.mode())) {
                return mode;
            }
        }
        return Mode.BALANCED;
    }
}
