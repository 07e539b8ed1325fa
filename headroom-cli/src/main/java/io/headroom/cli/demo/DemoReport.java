package io.headroom.cli.demo;

import java.util.List;
import java.util.Optional;

/**
 * What the demonstration found.
 *
 * @param requests how many requests went through the proxy
 * @param results the tool results of the last request, which holds them all
 * @param firstChange where the last request first differs from what was sent
 * @param rest the bytes outside of replaced texts
 * @param stable whether every result arrived in every request in the same form, so that a provider's prompt cache goes on matching
 * @param exact whether tokens were counted with the model's own tokenizer
 */
record DemoReport(
        int requests,
        List<Result> results,
        Optional<FirstChange> firstChange,
        Rest rest,
        boolean stable,
        boolean exact) {
    /** Copies the list. */
    DemoReport {
        results = List.copyOf(results);
    }

    /**
     * One tool result.
     *
     * @param title what it is
     * @param kept {@code unchanged}, {@code bytes}, {@code data} or {@code lossy}
     * @param before tokens of the text that the agent sent
     * @param after tokens of the text that arrived
     * @param decodes whether the text that arrived, decoded, is the text that was sent
     */
    record Result(String title, String kept, int before, int after, boolean decodes) {
        boolean changed() {
            return !"unchanged".equals(kept);
        }
    }

    /**
     * The first difference.
     *
     * @param offset the offset in the body
     * @param sent what stood there
     * @param arrived what stands there
     */
    record FirstChange(int offset, String sent, String arrived) {}

    /**
     * Everything but the replaced texts, over all requests.
     *
     * @param bytes how many bytes
     * @param sent the hash of what was sent
     * @param arrived the hash of what arrived
     */
    record Rest(long bytes, String sent, String arrived) {
        boolean same() {
            return sent.equals(arrived);
        }
    }

    long before() {
        return results.stream().mapToLong(Result::before).sum();
    }

    long after() {
        return results.stream().mapToLong(Result::after).sum();
    }

    /** Whether every check passed. */
    boolean passed() {
        return rest.same() && stable && results.stream().allMatch(Result::decodes);
    }
}
