package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import io.headroom.deploy.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An invented tool. It reads {@code url} in {@code /etc/lamp/managed.json}, then in {@code ~/.lamp/settings.json}, then {@code LAMP_URL};
 * installed for one account it is wired by its file, otherwise by the variable.
 */
final class LampTool implements ProviderAdapter {
    @Override
    public String id() {
        return "lamp";
    }

    @Override
    public String displayName() {
        return "Lamp";
    }

    @Override
    public Detection detect(Host host) {
        return Detection.ofExecutable(host, "lamp");
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return Capability.of(scope == Scope.PROVIDER ? Capability.Means.FILE : Capability.Means.ENVIRONMENT);
    }

    @Override
    public Map<String, String> baseUrlVariables() {
        return Map.of("LAMP_URL", "lamp");
    }

    @Override
    public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
        List<Wiring.FoundBaseUrl> found = new ArrayList<>();
        for (Path file : List.of(host.path("/etc/lamp/managed.json"), settings(host))) {
            url(file).ifPresent(url -> found.add(new Wiring.FoundBaseUrl(id(), "lamp", url, file.toString())));
        }
        found.addAll(ProviderAdapter.super.baseUrls(wiring, host));
        return found;
    }

    private static Optional<String> url(Path file) {
        try {
            return Files.exists(file) ? JsonText.read(Files.readString(file)).text("url") : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        if (wiring.scope() != Scope.PROVIDER) {
            return Wired.by(Map.of("LAMP_URL", wiring.baseUrl("")));
        }
        return Wired.by(new Change.JsonEdit(
                ChangeInfo.wiring(wiring.profile(), id(), "settings", "sends Lamp to the proxy"),
                settings(host),
                Change.JsonSyntax.STRICT,
                List.of(DocumentEdit.text("/url", wiring.baseUrl("")))));
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        return Launch.of(host.executable("lamp"), wiring.arguments());
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return launch(wiring, host);
    }

    private static Path settings(Host host) {
        return host.home().resolve(".lamp").resolve("settings.json");
    }
}
