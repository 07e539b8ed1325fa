package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.MadeChanges;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.Images;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.record.ChangeJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The field {@code changes} of a manifest. */
final class ManifestChanges {
    private static final String FIELD = "changes";

    private final MadeChanges records;

    ManifestChanges(ProfileFolder folder, Host host) {
        Images images = new Images(folder.directory().resolve("backup"), new AtomicFiles(host, Steps.NONE));
        this.records = new MadeChanges(new ChangeJson(images, folder.directory().getFileSystem()));
    }

    List<MadeChange> read(Manifest manifest) throws IOException {
        return records.read(manifest.fields().member(FIELD).orElse(new JsonValue.Array(List.of())));
    }

    Manifest write(Manifest manifest, List<MadeChange> changes) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeName(FIELD);
            records.write(changes, json);
            json.writeEndObject();
        }
        JsonValue array = JsonText.read(text.toString()).member(FIELD).orElseThrow();
        return manifest.with(FIELD, array);
    }
}
