package org.edms.backup.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.edms.backup.model.Json;
import org.edms.backup.model.Phase;
import org.edms.backup.model.Progress;
import org.edms.backup.model.backup.BackupJob;
import org.edms.backup.model.configuration.BackupType;
import org.edms.backup.model.event.BackupEvent;
import org.edms.backup.model.event.Event;
import org.edms.backup.model.id.BackupJobId;
import org.edms.backup.model.job.BackupState;
import org.edms.backup.model.job.JobStatus;
import org.edms.backup.model.job.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobFollowerTest {

    private static final BackupJobId ID = new BackupJobId(new UUID(1, 2));
    private static final String PATH = "jobs/" + ID + "/";

    private final FakeService service = new FakeService();
    private final JobFollower<BackupJob> following =
            JobFollower.of(job(new BackupState.Running(Instant.EPOCH, 1)), service.client(Token.none()));

    @BeforeEach
    void prepare() throws IOException {
        service.on("GET", PATH, running(), ended());
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aBrokenStreamResumesAfterTheLastEvent() throws IOException {
        // given
        service.on(
                "GET",
                PATH + "events/",
                FakeService.events(": a comment", "id: 5", "data: " + progress(11), "", "id: 6", "data: {\"half"),
                FakeService.events("id:6", "data:" + progress(22), ""));

        // when
        BackupJob job = following.awaitEnd();

        // then
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(following.progress().rows()).isEqualTo(22);
        assertThat(service.asked(PATH + "events/"))
                .extracting(asked -> asked.header("Last-Event-ID"))
                .containsExactly(null, "5");
    }

    @Test
    void withoutEventsItPolls() throws IOException {
        // when
        BackupJob job = following.awaitEnd();

        // then
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(following.progress().rows()).isEqualTo(3);
        assertThat(service.asked(PATH + "events/")).hasSize(1);
    }

    @Test
    void whenEventsAreBufferedItPolls() throws IOException {
        // given
        service.on("GET", PATH + "events/", FakeService.silence());

        // when
        BackupJob job = following.awaitEnd();

        // then
        assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(service.asked(PATH + "events/")).hasSize(1);
    }

    @Test
    void aShortOutageDoesNotStopIt() throws IOException {
        // given
        service.on("GET", PATH, FakeService.cut(), FakeService.status(503, ""), running(), ended());
        service.on("GET", PATH + "events/", FakeService.status(503, ""));

        // then
        assertThat(following.awaitEnd().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void cancellingAFinishedJobDoesNothing() throws IOException {
        // given
        service.on("POST", PATH + "cancel/", FakeService.problem(409, "ILLEGAL_STATE", "over"));

        // when
        following.cancel();

        // then
        assertThat(service.asked(PATH + "cancel/")).hasSize(1);
    }

    private static FakeService.Answer running() throws IOException {
        return answer(job(new BackupState.Running(Instant.EPOCH, 1)));
    }

    private static FakeService.Answer ended() throws IOException {
        return answer(job(new Outcome.Completed(Instant.EPOCH)));
    }

    private static FakeService.Answer answer(BackupJob job) throws IOException {
        return FakeService.json(Json.newMapper().writeValueAsString(job));
    }

    private static BackupJob job(BackupState state) {
        return new BackupJob(ID, null, BackupType.FULL, "anna", null, Instant.EPOCH, state, null, at(3), false);
    }

    private static Progress at(long rows) {
        return new Progress(Phase.READING_FILES, null, rows, null, 0, null, null);
    }

    private static String progress(long rows) {
        return Event.of("1", URI.create("/test"), Instant.EPOCH, null, new BackupEvent.Progressed(ID, at(rows)))
                .toJson();
    }
}
