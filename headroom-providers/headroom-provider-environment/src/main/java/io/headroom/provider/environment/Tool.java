package io.headroom.provider.environment;

import io.headroom.api.provider.LostFeature;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table: a tool that is told its base URL by variables, or by hand.
 *
 * @param id its id on the command line
 * @param aliases other names
 * @param name as its maker writes it
 * @param programs names on the search path that show that it is there; the first one is started
 * @param folders folders of the home that show the same
 * @param variables what it reads, in order
 * @param beside other variables that lead it elsewhere
 * @param overruledBy a file that wins over variables
 * @param byHand what to do by hand, with {@code {base}} for the proxy's address; empty if variables do
 * @param upstreams the upstreams without which it cannot work
 * @param lost what it loses
 */
public record Tool(
        String id,
        Set<String> aliases,
        String name,
        List<String> programs,
        List<String> folders,
        Map<String, Variable> variables,
        List<String> beside,
        Optional<Overruling> overruledBy,
        Optional<String> byHand,
        Map<String, URI> upstreams,
        List<LostFeature> lost) {
    /**
     * A variable.
     *
     * @param template its value, with {@code {base}} for the proxy's address
     * @param upstream the upstream that a value of the user's would be, if it is a base URL
     */
    public record Variable(String template, Optional<String> upstream) {}

    /**
     * A file whose key wins over variables.
     *
     * @param file its name, in the home or the current folder
     * @param key the key at the beginning of a line
     */
    public record Overruling(String file, String key) {}

    public Tool {
        aliases = Set.copyOf(aliases);
        programs = List.copyOf(programs);
        folders = List.copyOf(folders);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        beside = List.copyOf(beside);
        upstreams = Map.copyOf(upstreams);
        lost = List.copyOf(lost);
    }
}
