package io.headroom.provider.environment;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Copilot CLI, which goes through the proxy only with a provider of the user's own, known by its key: half a configuration would take the
 * place of a subscription that works. See the manual, "Using your own LLM models in GitHub Copilot CLI".
 */
public final class CopilotAdapter extends EnvironmentAdapter {
    private static final String TYPE = "COPILOT_PROVIDER_TYPE";
    private static final String BASE_URL = "COPILOT_PROVIDER_BASE_URL";
    private static final String WIRE_API = "COPILOT_PROVIDER_WIRE_API";
    private static final List<String> KEYS = List.of("COPILOT_PROVIDER_API_KEY", "COPILOT_PROVIDER_BEARER_TOKEN");

    /** Makes the adapter; found by name. */
    public CopilotAdapter() {
        super(ToolTable.bundled("copilot"));
    }

    @Override
    Optional<String> obstacle(Wiring wiring, Host host) {
        if (key(host).isEmpty()) {
            return Optional.of(
                    "no COPILOT_PROVIDER_API_KEY is set, and without a key of your own its subscription would break");
        }
        String type = type(wiring, host);
        return type.equals("openai") || type.equals("anthropic")
                ? Optional.empty()
                : Optional.of("its provider is of the type " + type);
    }

    @Override
    Optional<Finding> credentials(Host host) {
        boolean elsewhere =
                host.variable(BASE_URL).filter(value -> !value.isBlank()).isPresent();
        return elsewhere && key(host).isEmpty()
                ? Optional.of(new Finding(
                        "copilot.auth.none",
                        Finding.Level.ERROR,
                        Optional.empty(),
                        OptionalInt.empty(),
                        BASE_URL
                                + " names a provider of your own, and no COPILOT_PROVIDER_API_KEY is set, so Copilot CLI"
                                + " sends no credential",
                        Optional.of("export COPILOT_PROVIDER_API_KEY=..., or unset " + BASE_URL)))
                : Optional.empty();
    }

    @Override
    Map<String, String> variables(Wiring wiring, Host host) {
        if (!type(wiring, host).equals("anthropic")) {
            Map<String, String> variables = new LinkedHashMap<>(super.variables(wiring, host));
            wiring.choice("wire-api")
                    .or(() -> host.variable(WIRE_API).filter(value -> !value.isBlank()))
                    .ifPresent(value -> variables.put(WIRE_API, value));
            return variables;
        }
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(TYPE, "anthropic");
        variables.put(BASE_URL, wiring.baseUrl(""));
        return variables;
    }

    @Override
    List<String> notes(Wiring wiring, Host host) {
        List<String> notes = new ArrayList<>(super.notes(wiring, host));
        if (key(host).isPresent() && host.variable("COPILOT_MODEL").isEmpty()) {
            notes.add("Copilot CLI needs COPILOT_MODEL, or --model, beside a provider of your own");
        }
        return notes;
    }

    private static String type(Wiring wiring, Host host) {
        return wiring.choice("provider-type")
                .or(() -> host.variable(TYPE).filter(value -> !value.isBlank()))
                .orElse(key(host).filter(key -> key.startsWith("sk-ant-")).isPresent() ? "anthropic" : "openai");
    }

    private static Optional<String> key(Host host) {
        return KEYS.stream()
                .flatMap(name -> host.variable(name).stream())
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
