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

/** Another invented tool, which is wired by its file in every scope. */
class TorchTool implements ProviderAdapter {
    @Override
    public String id() {
        return "torch";
    }

    @Override
    public String displayName() {
        return "Torch";
    }

    @Override
    public Detection detect(Host host) {
        return Detection.ofExecutable(host, "torch");
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        return Capability.of(Capability.Means.FILE);
    }

    @Override
    public List<Wiring.FoundBaseUrl> baseUrls(Wiring wiring, Host host) {
        return found(settings(host));
    }

    /** What files name, the strongest first. */
    final List<Wiring.FoundBaseUrl> found(Path... files) {
        List<Wiring.FoundBaseUrl> found = new ArrayList<>();
        for (Path file : files) {
            try {
                if (Files.exists(file)) {
                    JsonText.read(Files.readString(file))
                            .text("url")
                            .ifPresent(url -> found.add(new Wiring.FoundBaseUrl(id(), "torch", url, file.toString())));
                }
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }
        return found;
    }

    @Override
    public Wired wire(Wiring wiring, Host host) {
        return Wired.by(new Change.JsonEdit(
                ChangeInfo.wiring(wiring.profile(), id(), "settings", "sends Torch to the proxy"),
                settings(host),
                Change.JsonSyntax.STRICT,
                List.of(DocumentEdit.text("/url", wiring.baseUrl("")))));
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        return Launch.of(host.executable("torch"), wiring.arguments());
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return launch(wiring, host);
    }

    static Path settings(Host host) {
        return host.home().resolve(".torch").resolve("settings.json");
    }
}
