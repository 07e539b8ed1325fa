package io.headroom.api.provider;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows how one tool is told where to send its requests. An adapter describes and never acts: it reads through {@link Host} and returns
 * values. It writes no file, starts no process but read-only queries, opens no socket, reads no clock and has no state; two calls with
 * equal arguments give equal values. Found with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation extends {@code io.headroom.api.testkit.ProviderAdapterContract} of this module's test artifact in its own tests.
 */
public interface ProviderAdapter {
    /**
     * The id by which users name the tool. Unique: of two adapters with one id the later jar is skipped and named.
     *
     * @return {@code [a-z][a-z0-9-]{0,31}}
     */
    String id();

    /**
     * Other names under which users may name the tool.
     *
     * @return names of the same form as {@link #id()}
     */
    default Set<String> aliases() {
        return Set.of();
    }

    /**
     * The tool's name as its maker writes it.
     *
     * @return for example {@code Claude Code}
     */
    String displayName();

    /**
     * How the tool is installed, for messages that say that it is missing.
     *
     * @return a command that can be pasted; empty if there is no single one
     */
    default Optional<String> installation() {
        return Optional.empty();
    }

    /**
     * Looks for the tool.
     *
     * @param host where
     * @return what was found
     */
    Detection detect(Host host);

    /**
     * Tells by what means the tool can be wired.
     *
     * @param scope how far wiring may reach
     * @param host where
     * @return the means
     */
    Capability capability(Scope scope, Host host);

    /**
     * What the tool does not do behind a base URL of one's own.
     *
     * @return the lost features
     */
    default List<LostFeature> lost() {
        return List.of();
    }

    /**
     * The variables by which the tool is told a base URL, so that they can be looked for in shell files and the registry, too.
     *
     * @return names, each with the name of the upstream that its value would be; none if the tool reads no such variable
     */
    default Map<String, String> baseUrlVariables() {
        return Map.of();
    }

    /**
     * Looks for base URLs that are configured now and that {@link #wire} would put out of effect: in the tool's files of every layer, and
     * in the environment.
     *
     * @param wiring what is going to be asked for, its {@code found} still empty
     * @param host where
     * @return what was found, strongest first, our own addresses among it; whoever asks knows which those are
     */
    default List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
        return baseUrlVariables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> host.variable(entry.getKey()).filter(url -> !url.isBlank()).stream()
                        .map(url -> new Wiring.FoundBaseUrl(id(), entry.getValue(), url, entry.getKey())))
                .toList();
    }

    /**
     * The upstreams without which the tool cannot work behind the proxy, as it is set up now. They do not come from a base URL, but from
     * the tool's way to work: a cloud's resource, say. They must be the proxy's before {@link #wire} or {@link #launch} is asked.
     *
     * @param wiring what is going to be asked for
     * @param host where
     * @return URLs by upstream name; empty if any upstream will do
     */
    default Map<String, URI> upstreams(Wiring wiring, Host host) {
        return Map.of();
    }

    /**
     * Describes the wiring.
     *
     * @param wiring what to wire to
     * @param host where
     * @return what it takes
     */
    Wired wire(Wiring wiring, Host host);

    /**
     * Describes a run of the tool behind the proxy.
     *
     * @param wiring what to wire to
     * @param host where
     * @return how to start it
     */
    Launch launch(Wiring wiring, Host host);

    /**
     * Whether what the tool starts goes on when the tool has ended, such as a gateway in the background. Then one run cannot be sent to the
     * proxy by itself: it is wired by {@link #wire} first, for good, and {@link #launch} only starts it.
     *
     * @return whether a run leaves something behind that asks for models
     */
    default boolean outlivesItsRun() {
        return false;
    }

    /**
     * How what the tool left in the background is started anew, for users who do not want to wait until it reads its files again.
     *
     * @param host where
     * @return a command; empty if nothing of the tool goes on by itself, or its program is not there
     */
    default Optional<CommandLine> restart(Host host) {
        return Optional.empty();
    }

    /**
     * Describes a run of the tool as if Headroom were not installed, even where its configuration still leads to the proxy.
     *
     * @param wiring what it is wired to, or would have been; {@code found} has the values from before
     * @param host where
     * @return how to start it
     */
    Launch direct(Wiring wiring, Host host);

    /**
     * Checks the tool's routing as the tool itself would read it.
     *
     * @param wiring what it should be wired to
     * @param host where
     * @return the findings, worst first
     */
    default List<Finding> inspect(Wiring wiring, Host host) {
        return List.of();
    }
}
