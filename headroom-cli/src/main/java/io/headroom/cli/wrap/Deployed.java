package io.headroom.cli.wrap;

import io.headroom.api.provider.Wiring;
import io.headroom.cli.console.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The deployments of a workspace, as far as {@code wrap} asks. */
interface Deployed {
    /**
     * A deployment.
     *
     * @param profile its name
     * @param port its port
     * @param targets the tools that it is wired to
     */
    record Deployment(String profile, int port, Set<String> targets) {
        public Deployment {
            targets = Set.copyOf(targets);
        }
    }

    /**
     * All of them, the profile {@code default} first, then by name.
     *
     * @return those whose manifest can be read
     */
    List<Deployment> all();

    /**
     * Brings a deployment back by its own way to start.
     *
     * @param profile its name
     * @return empty if it is proven now; else why it could not be brought back
     */
    Optional<String> recover(String profile);

    /**
     * Whether a deployment should run: it is there, and nobody has stopped it.
     *
     * @param profile its name
     */
    boolean shouldRun(String profile);

    /**
     * Sends a tool to a deployment for good.
     *
     * @param profile the deployment's name
     * @param tool the tool's id
     * @param options what the user asked for in wiring
     * @param choices what only that tool's adapter knows, by name
     * @return what was done, in sentences; nothing, if it goes there already
     * @throws Failure if it cannot be done
     */
    List<String> wire(String profile, String tool, Set<Wiring.Option> options, Map<String, List<String>> choices);
}
