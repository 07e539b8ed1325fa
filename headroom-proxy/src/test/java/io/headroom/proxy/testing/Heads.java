package io.headroom.proxy.testing;

import io.headroom.api.exchange.Header;
import io.headroom.proxy.http.HeaderFields;
import io.headroom.proxy.http.RequestHead;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Builds request heads; unless told otherwise, they come from this machine and name it. */
public final class Heads {
    private final String method;
    private final String target;
    private final List<Header> fields = new ArrayList<>();
    private String peer = "127.0.0.1";

    private Heads(String method, String target) {
        this.method = method;
        this.target = target;
    }

    public static Heads of(String method, String target) {
        return new Heads(method, target).with("Host", "127.0.0.1:8787");
    }

    public static Heads withoutHost(String method, String target) {
        return new Heads(method, target);
    }

    public Heads with(String name, String value) {
        fields.add(new Header(name, value));
        return this;
    }

    public Heads from(String address) {
        peer = address;
        return this;
    }

    public RequestHead build() {
        try {
            return new RequestHead(method, target, new HeaderFields(fields), InetAddress.getByName(peer), "req-1");
        } catch (UnknownHostException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
