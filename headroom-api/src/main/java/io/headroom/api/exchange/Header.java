package io.headroom.api.exchange;

import java.util.Objects;

/**
 * One HTTP header field.
 *
 * @param name the field name
 * @param value the field value
 */
public record Header(String name, String value) {
    public Header {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
