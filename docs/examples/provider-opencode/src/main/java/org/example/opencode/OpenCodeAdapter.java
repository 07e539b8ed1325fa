package org.example.opencode;

import io.headroom.api.change.*;
import io.headroom.api.host.Host;
import io.headroom.api.provider.*;
import java.nio.file.Path;
import java.util.*;

/** Wires OpenCode: by two base URLs in its configuration file, and for one run by a variable with the same content. */
public final class OpenCodeAdapter implements ProviderAdapter {
    private static final List<String> PROVIDERS = List.of("anthropic", "openai");

    @Override
    public String id() {
        return "opencode";
    }

    @Override
    public String displayName() {
        return "OpenCode";
    }

    @Override
    public Detection detect(Host host) {
        return Detection.ofExecutable(host, "opencode");
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return Capability.of(Capability.Means.FILE);
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        Path folder = host.variable("XDG_CONFIG_HOME").map(host::path).orElse(host.home().resolve(".config"));
        Path file = host.variable("OPENCODE_CONFIG").map(host::path).orElse(folder.resolve("opencode/opencode.json"));
        List<DocumentEdit> edits = PROVIDERS.stream()
                .map(name -> DocumentEdit.text("/provider/" + name + "/options/baseURL", wiring.baseUrl("/v1")))
                .toList();
        ChangeInfo info = ChangeInfo.wiring(wiring.profile(), id(), "file", "Send OpenCode to " + wiring.proxy());
        return Wired.by(new Change.JsonEdit(info, file, Change.JsonSyntax.JSONC, edits));
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        String options = "{\"options\":{\"baseURL\":" + JsonValue.quote(wiring.baseUrl("/v1")) + "}}";
        String ours = "{\"provider\":{\"anthropic\":" + options + ",\"openai\":" + options + "}}";
        return direct(wiring, host).with(Map.of("OPENCODE_CONFIG_CONTENT", ours));
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        List<String> arguments = wiring.run().map(Wiring.Run::arguments).orElse(List.of());
        return Launch.of(host.executable("opencode"), arguments);
    }
}
