package io.headroom.proxy.credential;

import io.headroom.api.exchange.Header;
import java.util.List;

/** Decides with which credentials requests go to their upstreams. Called on I/O threads: nothing in here blocks. Thread-safe. */
public interface UpstreamCredentials {
    /** The client's credentials for all. */
    UpstreamCredentials OF_THE_CLIENT = new UpstreamCredentials() {
        @Override
        public boolean askedFor(Outbound request) {
            return false;
        }

        @Override
        public List<Header> fields(Outbound request) {
            return request.headers();
        }

        @Override
        public void ask(Outbound request, Answer answer) {
            answer.given(request.target(), request.headers());
        }
    };

    /** Whether somebody has to be asked for the credentials, which takes time. */
    boolean askedFor(Outbound request);

    /** The header fields to send, where nobody has to be asked. */
    List<Header> fields(Outbound request);

    /** Asks for the credentials; exactly one method of the answer is called, once, on any thread. */
    void ask(Outbound request, Answer answer);

    /** Takes what came of asking. */
    interface Answer {
        /** What to send: nothing of the client's own credentials is left in it. */
        void given(String target, List<Header> headers);

        /** There are no credentials, so that the request must not be sent; {@code why} is for people and holds no secret. */
        void failed(String why);
    }
}
