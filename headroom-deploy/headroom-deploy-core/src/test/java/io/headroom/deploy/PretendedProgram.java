package io.headroom.deploy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A proxy program whose settings are all good, whose trials are ready at once, and whose attached processes are the test's. */
final class PretendedProgram implements Parts.ProxyProgram {
    private final ScriptedProbe probe;

    private final Function<List<String>, Parts.Attached> attach;

    PretendedProgram(ScriptedProbe probe, Function<List<String>, Parts.Attached> attach) {
        this.probe = probe;
        this.attach = attach;
    }

    @Override
    public Parts.Attached attach(List<String> command) {
        return attach.apply(command);
    }

    @Override
    public List<String> faults(List<String> arguments, Map<String, String> environment) {
        return List.of();
    }

    @Override
    public Parts.Trial start(List<String> command, Map<String, String> environment) {
        int port = Integer.parseInt(command.get(command.indexOf("--port") + 1));
        probe.ready(command.get(command.indexOf("--profile") + 1), port);
        return new Parts.Trial() {
            @Override
            public boolean running() {
                return true;
            }

            @Override
            public String said() {
                return "";
            }

            @Override
            public void close() {
                probe.silence(port);
            }
        };
    }
}
