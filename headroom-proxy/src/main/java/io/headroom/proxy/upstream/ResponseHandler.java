package io.headroom.proxy.upstream;

/** Takes the outcome of a request; exactly one method is called, once, on the exchange's I/O thread. Nothing is called after a cancel. */
public interface ResponseHandler {
    /** A response arrived; whoever gets it must read the body to its end or abort it. */
    void response(ResponseHead head, ResponseBody body);

    /** There will be no response. */
    void failed(UpstreamFailure failure);
}
