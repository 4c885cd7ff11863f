package dev.regard.intake;

import java.time.Instant;

/**
 * A model that was removed and can be brought back.
 *
 * @param id      of this removal: a name may be removed more than once
 * @param name    that the model had, and will have
 * @param removed when that was
 */
public record RemovedModel(String id, String name, Instant removed) {

    /** The time from which on it is deleted. */
    public Instant until() {
        return removed.plus(RemovedModels.KEPT);
    }
}
