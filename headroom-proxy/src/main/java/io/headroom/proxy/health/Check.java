package io.headroom.proxy.health;

import java.util.List;
import tools.jackson.core.JsonGenerator;

/** One line of a health report. */
record Check(String name, boolean enabled, boolean ready, String status, String detail) {
    static Check of(String name, boolean good, String otherwise) {
        return new Check(name, true, good, good ? "healthy" : otherwise, "");
    }

    /** The engine, which is there as soon as the proxy is: its status says whether the first requests still wait for it. */
    static Check engine(boolean warm) {
        return new Check("engine", true, true, warm ? "healthy" : "warming", "");
    }

    /** Something that may be degraded without keeping anybody from asking. */
    static Check troubles(String name, List<String> troubles) {
        return new Check(name, true, true, troubles.isEmpty() ? "healthy" : "degraded", String.join("; ", troubles));
    }

    static Check disabled(String name) {
        return new Check(name, false, true, "disabled", "");
    }

    boolean degraded() {
        return status.equals("degraded");
    }

    void write(JsonGenerator json) {
        json.writeName(name);
        json.writeStartObject();
        json.writeBooleanProperty("enabled", enabled);
        json.writeBooleanProperty("ready", ready);
        json.writeStringProperty("status", status);
        if (!detail.isEmpty()) {
            json.writeStringProperty("detail", detail);
        }
        json.writeEndObject();
    }
}
