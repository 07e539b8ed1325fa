package io.headroom.provider.environment;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.UserTool;
import io.headroom.api.provider.UserToolFactory;
import io.headroom.api.provider.Wiring;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code headroom wrap run -- COMMAND ARGUMENTS}: any program, with the variables that most of them read. A program that a user has given a
 * table {@code [tools.<id>]} gets an adapter of its own.
 */
public final class RunAdapter extends EnvironmentAdapter implements UserToolFactory {
    /** Makes the adapter; found by name. */
    public RunAdapter() {
        super(ToolTable.bundled("run"));
    }

    @Override
    public ProviderAdapter adapter(UserTool tool) {
        return new UserToolAdapter(tool);
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return new Capability(Capability.Means.NONE, "it is for one run: headroom wrap run -- COMMAND");
    }

    @Override
    Map<String, String> variables(Wiring wiring, Host host) {
        Map<String, String> variables = new LinkedHashMap<>(super.variables(wiring, host));
        for (String wish : wiring.choices().getOrDefault("env", List.of())) {
            int equals = wish.indexOf('=');
            if (equals > 0) {
                variables.put(wish.substring(0, equals), filled(wish.substring(equals + 1), wiring));
            }
        }
        return variables;
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        return command(wiring, host).with(variables(wiring, host));
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return command(wiring, host).without(leadingTo(wiring, host));
    }

    /** The first argument is the program: a name on the search path, or a path. */
    private static Launch command(Wiring wiring, Host host) {
        List<String> arguments = wiring.arguments();
        if (arguments.isEmpty()) {
            return Launch.of(Optional.empty(), arguments);
        }
        String program = arguments.get(0);
        Optional<Path> executable =
                isPath(program) ? Optional.of(host.workingDirectory().resolve(program)) : host.executable(program);
        return executable.isPresent()
                ? Launch.of(executable, arguments.subList(1, arguments.size()))
                : Launch.of(Optional.empty(), arguments);
    }
}
