package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.supervise.Supervisor;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.profile.Launcher;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What deployments work with.
 *
 * @param host the machine
 * @param probe asks who answers on a port
 * @param plugins supervisors and providers
 * @param proxy knows the proxy's command line
 * @param launcher finds the program that supervisors start
 * @param environment the environment variables of this process
 * @param nanos a monotonic clock, in nanoseconds
 * @param progress is told what is done just now
 */
public record Parts(
        Host host,
        IdentityProbe probe,
        Plugins plugins,
        ProxyProgram proxy,
        LauncherFinder launcher,
        Map<String, String> environment,
        LongSupplier nanos,
        Consumer<String> progress) {
    /** Supervisors and providers. They are asked for when they are needed: a supervised process that just starts needs none. */
    public static final class Plugins {
        private final Supplier<List<Supervisor>> supervisors;
        private final Supplier<List<ProviderAdapter>> adapters;

        /**
         * Plugins that are there already.
         *
         * @param supervisors in any order
         * @param adapters in any order
         */
        public Plugins(List<Supervisor> supervisors, List<ProviderAdapter> adapters) {
            this(() -> supervisors, () -> adapters);
        }

        /**
         * Plugins that are loaded when they are first asked for.
         *
         * @param supervisors gives the same supervisors each time, in any order
         * @param adapters gives the same adapters each time, in any order
         */
        public Plugins(Supplier<List<Supervisor>> supervisors, Supplier<List<ProviderAdapter>> adapters) {
            this.supervisors = supervisors;
            this.adapters = adapters;
        }

        /**
         * The supervisors.
         *
         * @return in the order in which they are asked
         */
        public List<Supervisor> supervisors() {
            return supervisors.get().stream()
                    .sorted(Comparator.comparingInt(Supervisor::precedence).thenComparing(Supervisor::id))
                    .toList();
        }

        /**
         * What runs a proxy's container for an agent.
         *
         * @return the first supervisor that does so; empty if none does
         */
        public Optional<Supervisor> engine() {
            return supervisors().stream()
                    .filter(supervisor -> supervisor.foreground().isPresent())
                    .findFirst();
        }

        /**
         * The providers.
         *
         * @return by id
         */
        public List<ProviderAdapter> adapters() {
            return adapters.get().stream()
                    .sorted(Comparator.comparing(ProviderAdapter::id))
                    .toList();
        }
    }

    /** Knows the proxy's command line, and starts a proxy to try its settings. */
    public interface ProxyProgram {
        /**
         * Judges a command line without listening.
         *
         * @param arguments the words after {@code headroom proxy}
         * @param environment the proxy's environment
         * @return what is wrong, one sentence each; empty if nothing is
         */
        List<String> faults(List<String> arguments, Map<String, String> environment);

        /**
         * Starts a process that ends with {@link Trial#close()}.
         *
         * @param command program and arguments
         * @param environment the whole environment of the process
         * @return the running process
         * @throws IOException if it cannot be started
         */
        Trial start(List<String> command, Map<String, String> environment) throws IOException;

        /**
         * Starts a process whose output becomes that of this one, with the environment of this one.
         *
         * @param command program and arguments
         * @return the running process
         * @throws IOException if it cannot be started
         */
        Attached attach(List<String> command) throws IOException;
    }

    /** A process in the foreground of this one. */
    public interface Attached {
        /**
         * Waits for its end.
         *
         * @return its exit code
         * @throws InterruptedException if the waiting thread is interrupted
         */
        int await() throws InterruptedException;

        /**
         * The last lines that it wrote to its standard error.
         *
         * @return some lines, the last one last
         */
        List<String> lastLines();
    }

    /** A process that was started to see whether it would work. */
    public interface Trial extends AutoCloseable {
        /**
         * Whether it still runs.
         *
         * @return whether it does
         */
        boolean running();

        /**
         * What it wrote to its standard error so far.
         *
         * @return the last lines
         */
        String said();

        /** Ends it. Never throws. */
        @Override
        void close();
    }

    /** Finds the program that supervisors start. */
    @FunctionalInterface
    public interface LauncherFinder {
        /**
         * Finds it.
         *
         * @return the launcher
         * @throws DeployException if there is none that could be started later
         */
        Launcher find() throws DeployException;
    }

    public Parts {
        environment = Map.copyOf(environment);
    }
}
