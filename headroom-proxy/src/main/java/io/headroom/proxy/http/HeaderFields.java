package io.headroom.proxy.http;

import io.headroom.api.exchange.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields in their order, with names compared without regard to case (RFC 9110, section 5). Immutable. */
public record HeaderFields(List<Header> fields) {
    /** Copies the list. */
    public HeaderFields {
        fields = List.copyOf(fields);
    }

    /** The first value of a field. */
    public Optional<String> first(String name) {
        for (Header field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** All values of a field, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Header field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return values;
    }

    /** Whether there is such a field. */
    public boolean contains(String name) {
        return first(name).isPresent();
    }
}
