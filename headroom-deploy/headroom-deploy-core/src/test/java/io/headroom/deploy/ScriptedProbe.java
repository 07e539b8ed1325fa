package io.headroom.deploy;

import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.IdentityProbe;
import io.headroom.deploy.identity.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers for proxies that only pretend. What was ever proven stays recorded, as a run file does. */
final class ScriptedProbe implements IdentityProbe {
    private static final Answer NOBODY = Answer.of(Answer.Kind.NOBODY);

    private final Map<Integer, Answer> answers = new LinkedHashMap<>();
    private final Map<Integer, Instance> recorded = new LinkedHashMap<>();
    private int count;

    /** A proxy of a profile that is up and ready, with the number of a process that there is not. */
    void ready(String profile, int port) {
        answer(port, proven(instance(profile, port, Long.MAX_VALUE, "1.2.3"), "healthy", Answer.Readiness.READY));
    }

    Instance instance(String profile, int port, long pid, String version) {
        return new Instance(
                "run-" + ++count, pid, Instant.parse("2026-01-05T08:00:00Z"), port, Optional.of(profile), version);
    }

    static Answer proven(Instance instance, String status, Answer.Readiness readiness) {
        return new Answer(Answer.Kind.PROVEN, Optional.of(instance), status, readiness);
    }

    void answer(int port, Answer answer) {
        answers.put(port, answer);
        answer.instance().ifPresent(instance -> record(port, instance));
    }

    void record(int port, Instance instance) {
        recorded.put(port, instance);
    }

    void silence(int port) {
        answers.remove(port);
    }

    @Override
    public Answer ask(int port, Duration limit) {
        return answers.getOrDefault(port, NOBODY);
    }

    @Override
    public Optional<Instance> recorded(int port) {
        return Optional.ofNullable(recorded.get(port));
    }

    @Override
    public boolean countsAsLocal(int port, Duration limit) {
        return true;
    }

    @Override
    public boolean drain(int port, Duration limit) {
        return false;
    }
}
