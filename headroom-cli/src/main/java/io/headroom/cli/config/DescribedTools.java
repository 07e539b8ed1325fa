package io.headroom.cli.config;

import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.UserTool;
import io.headroom.api.provider.UserToolFactory;
import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.cli.console.Workspace;
import io.headroom.proxy.InvalidSettingsException.Fault;
import io.headroom.proxy.ToolSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tools of plugins, and behind them those that the user described in the configuration file (PV-801). A name that a plugin has is the
 * plugin's: its adapter knows more about the tool than a table can say, and a file must not take that away unseen.
 *
 * @param adapters the adapters of all tools that can be used, by id
 * @param faults why others cannot
 */
public record DescribedTools(List<ProviderAdapter> adapters, List<Fault> faults) {
    private static final String PREFIX = "tools.";

    /** Copies the lists. */
    public DescribedTools {
        adapters = List.copyOf(adapters);
        faults = List.copyOf(faults);
    }

    /** The tools of plugins, and those of the file that the environment and the workspace name, if it is there. */
    public static DescribedTools of(
            List<ProviderAdapter> plugins, Map<String, String> environment, Workspace workspace) {
        return SettingsSource.usual(environment, workspace)
                .map(file -> of(plugins, ToolSettings.read(file)))
                .orElseGet(() -> of(plugins, ToolSettings.NONE));
    }

    /** The tools of plugins, and those of settings that were read already. */
    public static DescribedTools of(List<ProviderAdapter> plugins, ToolSettings settings) {
        Set<String> taken = plugins.stream().map(ProviderAdapter::id).collect(Collectors.toCollection(TreeSet::new));
        plugins.forEach(adapter -> taken.addAll(adapter.aliases()));
        Optional<UserToolFactory> factory = plugins.stream()
                .filter(UserToolFactory.class::isInstance)
                .map(UserToolFactory.class::cast)
                .findFirst();
        List<ProviderAdapter> adapters = new ArrayList<>(plugins);
        List<Fault> faults = new ArrayList<>(settings.faults());
        for (UserTool tool : settings.tools()) {
            if (taken.contains(tool.id())) {
                faults.add(fault(tool, settings, "Headroom or a plugin has a tool of that name; choose another one"));
            } else if (factory.isEmpty()) {
                faults.add(
                        fault(tool, settings, "the plugin for such tools is not loaded; 'headroom plugins' says why"));
            } else {
                adapters.add(factory.get().adapter(tool));
            }
        }
        adapters.sort(Comparator.comparing(ProviderAdapter::id));
        return new DescribedTools(adapters, faults);
    }

    private static Fault fault(UserTool tool, ToolSettings settings, String reason) {
        String key = PREFIX + tool.id();
        Optional<String> place = settings.values().stream()
                .filter(value -> value.key().startsWith(key + "."))
                .map(ToolSettings.Value::place)
                .findFirst();
        return new Fault(key, "", reason, place);
    }

    /** The names of tools that are described, but wrongly. */
    public Set<String> faulty() {
        return faults.stream()
                .map(DescribedTools::tool)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tool that a fault is about; empty if it is about all. */
    public static String tool(Fault fault) {
        String[] parts = fault.key().split("\\.", 3);
        return parts.length > 1 && fault.key().startsWith(PREFIX) ? parts[1] : "";
    }

    /**
     * Finds a tool by its id or another name.
     *
     * @param name as the user wrote it
     * @param unknown what to throw if nobody ever described it
     * @return its adapter
     */
    public ProviderAdapter named(String name, Function<List<ProviderAdapter>, Failure> unknown) {
        return adapters.stream()
                .filter(adapter ->
                        adapter.id().equals(name) || adapter.aliases().contains(name))
                .findFirst()
                .orElseThrow(() -> refusal(name).orElseGet(() -> unknown.apply(adapters)));
    }

    /** Why a tool of that name cannot be used, if its description is wrong, or the file that would have it. */
    public Optional<Failure> refusal(String name) {
        boolean known = adapters.stream()
                .anyMatch(adapter ->
                        adapter.id().equals(name) || adapter.aliases().contains(name));
        List<String> reasons = faults.stream()
                .filter(fault -> Set.of(name, "").contains(tool(fault)))
                .map(Fault::toString)
                .toList();
        return known || reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(
                        ExitCode.CONFIGURATION,
                        "the tool '" + name + "' cannot be used:\n  " + String.join("\n  ", reasons)));
    }
}
