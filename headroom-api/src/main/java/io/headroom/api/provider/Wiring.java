package io.headroom.api.provider;

import io.headroom.api.compress.Mode;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a tool is to be wired to, and how.
 *
 * @param purpose for good, or for one run
 * @param profile the deployment profile
 * @param scope how far wiring may reach
 * @param proxy the proxy's base URL, with the address {@code 127.0.0.1} and no trailing slash
 * @param launcher the absolute path of the {@code headroom} command
 * @param project the project that requests are attributed to; empty for none
 * @param found the base URLs that were configured before, of this tool alone, strongest first; none of them is a listener of ours
 * @param upstreams where the proxy forwards to, by upstream name
 * @param options what the user asked for
 * @param mode how far the proxy's compression goes
 * @param choices further options of the command line that only some tools know, by name without dashes, each with its values in order; an
 *     option without a value has none
 * @param run the run that is to be started; empty unless {@link ProviderAdapter#launch} or {@link ProviderAdapter#direct} is asked
 */
public record Wiring(
        Purpose purpose,
        String profile,
        Scope scope,
        URI proxy,
        Path launcher,
        String project,
        List<FoundBaseUrl> found,
        Map<String, URI> upstreams,
        Set<Option> options,
        Mode mode,
        Map<String, List<String>> choices,
        Optional<Run> run) {
    /** For how long a tool is wired. */
    public enum Purpose {
        /** Until the deployment is removed. */
        INSTALL,
        /** For one run of the tool. */
        WRAP
    }

    /** What the user may ask for, whatever the tool. */
    public enum Option {
        /** A base URL found before becomes the proxy's upstream. */
        CHAIN,
        /** A base URL found before is replaced, and kept for the way back. */
        REPLACE_BASE_URL,
        /** The retrieval tool is registered with the tool. */
        MCP,
        /** The retrieval command is allowed without asking. */
        ALLOW_RETRIEVE,
        /** Switches of the tool that only improve it are left alone. */
        NO_CLIENT_SWITCHES
    }

    /**
     * A base URL that was configured before.
     *
     * @param target the tool's id
     * @param upstream the upstream that it would be, such as {@code anthropic} or {@code openai}
     * @param url the value as the tool uses it, without any credentials masked
     * @param place the file with line, or the variable, for people
     */
    public record FoundBaseUrl(String target, String upstream, String url, String place) {}

    /**
     * One run of a tool.
     *
     * @param arguments the user's own arguments
     * @param folder where files for this run may lie; of this run alone, need not exist, deleted afterwards
     */
    public record Run(List<String> arguments, Path folder) {
        public Run {
            arguments = List.copyOf(arguments);
        }
    }

    public Wiring {
        found = List.copyOf(found);
        upstreams = Map.copyOf(upstreams);
        options = Set.copyOf(options);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        choices.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        choices = Map.copyOf(copy);
    }

    /**
     * A wiring in the default mode, with no further options, of no run.
     *
     * @param purpose for good, or for one run
     * @param profile the deployment profile
     * @param scope how far wiring may reach
     * @param proxy the proxy's base URL
     * @param launcher the absolute path of the {@code headroom} command
     * @param project the project, or empty
     * @param found the base URLs that were configured before
     * @param upstreams where the proxy forwards to
     * @param options what the user asked for
     */
    public Wiring(
            Purpose purpose,
            String profile,
            Scope scope,
            URI proxy,
            Path launcher,
            String project,
            List<FoundBaseUrl> found,
            Map<String, URI> upstreams,
            Set<Option> options) {
        this(
                purpose,
                profile,
                scope,
                proxy,
                launcher,
                project,
                found,
                upstreams,
                options,
                Mode.BALANCED,
                Map.of(),
                Optional.empty());
    }

    /**
     * This wiring in another mode.
     *
     * @param other how far compression goes
     * @return a copy
     */
    public Wiring inMode(Mode other) {
        return with(other, choices, run);
    }

    /**
     * This wiring with a further option.
     *
     * @param name its name without dashes
     * @param values its values in order; none for an option that takes none
     * @return a copy
     */
    public Wiring choosing(String name, String... values) {
        Map<String, List<String>> more = new LinkedHashMap<>(choices);
        more.put(name, List.of(values));
        return with(mode, more, run);
    }

    /**
     * This wiring for one run.
     *
     * @param started the run
     * @return a copy
     */
    public Wiring running(Run started) {
        return with(mode, choices, Optional.of(started));
    }

    private Wiring with(Mode otherMode, Map<String, List<String>> otherChoices, Optional<Run> otherRun) {
        return new Wiring(
                purpose,
                profile,
                scope,
                proxy,
                launcher,
                project,
                found,
                upstreams,
                options,
                otherMode,
                otherChoices,
                otherRun);
    }

    /**
     * Whether the user asked for an option.
     *
     * @param option which
     * @return whether it is among the options
     */
    public boolean asks(Option option) {
        return options.contains(option);
    }

    /**
     * The value of a further option.
     *
     * @param name its name without dashes
     * @return its last value; empty if it was not given, or takes none
     */
    public Optional<String> choice(String name) {
        List<String> values = choices.getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /**
     * The user's own arguments.
     *
     * @return the arguments of the run; none if there is no run
     */
    public List<String> arguments() {
        return run.map(Run::arguments).orElse(List.of());
    }

    /**
     * The proxy's address with a path, as tools expect it.
     *
     * @param path starts with a slash, such as {@code /v1}; empty for the bare address
     * @return the base URL
     */
    public String baseUrl(String path) {
        return proxy + path;
    }
}
