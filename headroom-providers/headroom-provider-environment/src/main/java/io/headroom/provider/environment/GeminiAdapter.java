package io.headroom.provider.environment;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentText;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Gemini CLI. A base URL in the environment makes it forget that it has a key: without a word in its settings about the kind of login it
 * takes the login for a gateway's, and with {@code -p} it refuses to start (measured with 0.61.0).
 */
public final class GeminiAdapter extends EnvironmentAdapter {
    private static final String SETTINGS = ".gemini/settings.json";

    /** Makes the adapter; found by name. */
    public GeminiAdapter() {
        super(ToolTable.bundled("gemini"));
    }

    @Override
    Optional<String> obstacle(Wiring wiring, Host host) {
        Path settings = host.home().resolve(SETTINGS);
        return knowsItsLogin(settings)
                ? Optional.empty()
                : Optional.of("it would refuse to run with -p behind a base URL, since " + settings
                        + " has no security.auth.selectedType; choose a login in Gemini CLI first");
    }

    private static boolean knowsItsLogin(Path settings) {
        if (!Files.isRegularFile(settings)) {
            return false;
        }
        try {
            JsonValue root = JsonDocument.parse(DocumentText.read(settings), JsonSyntax.JSONC);
            return root.stringAt("security", "auth", "selectedType")
                    .or(() -> root.stringAt("selectedAuthType"))
                    .isPresent();
        } catch (IOException | MalformedDocumentException unreadable) {
            return false;
        }
    }
}
