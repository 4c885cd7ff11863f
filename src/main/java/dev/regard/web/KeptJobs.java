package dev.regard.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Explanations under way, and those that have ended as long as there is room for them: of these the oldest give way. For one
 * thread.
 */
final class KeptJobs {

    private final int most;
    private final long mostCharacters;
    private final Map<String, ExplanationJob> jobs = new LinkedHashMap<>();

    /**
     * @param most           how many in all
     * @param mostCharacters of the values of all maps together, but that the last to end always stays
     */
    KeptJobs(int most, long mostCharacters) {
        this.most = most;
        this.mostCharacters = mostCharacters;
    }

    /** Whether there is room for one more; makes it where one has ended. */
    boolean hasRoom() {
        return jobs.size() < most || forgetOldest();
    }

    void add(ExplanationJob job) {
        jobs.put(job.id(), job);
    }

    /** One has ended, and may have become large. */
    void ended(ExplanationJob job) {
        if (jobs.remove(job.id()) == null) {
            return;
        }
        while (characters() + job.characters() > mostCharacters && forgetOldest()) {
            // The next oldest may be small.
        }
        jobs.put(job.id(), job);
    }

    Optional<ExplanationJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    void remove(ExplanationJob job) {
        jobs.remove(job.id());
    }

    private long characters() {
        return jobs.values().stream().mapToLong(ExplanationJob::characters).sum();
    }

    /** False where all are under way. */
    private boolean forgetOldest() {
        Optional<ExplanationJob> oldest =
                jobs.values().stream().filter(job -> !job.isUnderWay()).findFirst();
        oldest.ifPresent(this::remove);
        return oldest.isPresent();
    }
}
