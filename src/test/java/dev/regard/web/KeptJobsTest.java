package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class KeptJobsTest {

    private final KeptJobs jobs = new KeptJobs(3, 100);

    @Test
    void whatHasEndedGivesWayToWhatBeginsAndWhatIsUnderWayDoesNot() {
        // Given
        begun("a");
        ended("b", 1);
        begun("c");
        // Then
        assertThat(jobs.hasRoom()).isTrue();
        assertThat(jobs.find("b")).isEmpty();
        begun("d");
        assertThat(jobs.hasRoom()).isFalse();
        assertThat(jobs.find("a")).isPresent();
    }

    @Test
    void theOldestGiveWayToWhatIsLarge() {
        // When
        ended("a", 50);
        ended("b", 30);
        ended("c", 40);
        // Then
        assertThat(jobs.find("a")).isEmpty();
        assertThat(jobs.find("b")).isPresent();
        assertThat(jobs.find("c")).isPresent();
    }

    @Test
    void theLastToEndStaysHoweverLargeItIs() {
        // Given
        ended("a", 10);
        begun("b");
        // When
        ended("c", 1000);
        // Then
        assertThat(jobs.find("a")).isEmpty();
        assertThat(jobs.find("b")).isPresent();
        assertThat(jobs.find("c")).isPresent();
    }

    @Test
    void whatWasForgottenWhileItWasUnderWayDoesNotComeBack() {
        // Given
        ExplanationJob job = begun("a");
        jobs.remove(job);
        // When
        end(job, 1);
        // Then
        assertThat(jobs.find("a")).isEmpty();
    }

    private ExplanationJob begun(String id) {
        ExplanationJob job = new ExplanationJob(id);
        jobs.add(job);
        return job;
    }

    private void ended(String id, int characters) {
        end(begun(id), characters);
    }

    private void end(ExplanationJob job, int characters) {
        JsonObject map = new JsonObject().put("values", "A".repeat(characters));
        job.ended(Future.succeededFuture(new JsonObject().put("maps", new JsonArray().add(map))));
        jobs.ended(job);
    }
}
