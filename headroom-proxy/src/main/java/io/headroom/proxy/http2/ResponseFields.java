package io.headroom.proxy.http2;

import io.headroom.api.exchange.Header;
import java.util.List;

/** Takes apart the fields of a response, and finds those that could mean something else in HTTP/1.1 (RFC 9113, section 8.2). */
final class ResponseFields {
    private static final String STATUS = ":status";

    private ResponseFields() {}

    /** The status; -1 if the fields are malformed. */
    static int status(List<Header> fields) {
        int status = -1;
        boolean pseudoAllowed = true;
        for (Header field : fields) {
            if (field.name().startsWith(":")) {
                if (!pseudoAllowed
                        || status >= 0
                        || !field.name().equals(STATUS)
                        || !field.value().matches("[1-9][0-9]{2}")) {
                    return -1;
                }
                status = Integer.parseInt(field.value());
            } else {
                pseudoAllowed = false;
                if (!clean(field)) {
                    return -1;
                }
            }
        }
        return status;
    }

    static List<Header> withoutStatus(List<Header> fields) {
        return fields.stream().filter(field -> !field.name().equals(STATUS)).toList();
    }

    private static boolean clean(Header field) {
        String name = field.name();
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ':' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        String value = field.value();
        return value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf('\0') < 0;
    }
}
