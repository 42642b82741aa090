package org.edms.backup.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edms.backup.containers.Command.Result;
import org.edms.backup.helm.Chart;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pods of the chart, run by Podman beside PostgreSQL and Kafka. */
@ExtendWith(Podman.class)
class PodsIT {

    private static final String IMAGE = "edms-backup:latest";
    private static final String NETWORK = "helm-it";
    private static final String RELEASE = "suite";
    private static final Map<String, Integer> SERVICES =
            Map.of("backup-service", 8080, "restore-worker", 8081, "scheduler-service", 8082);
    private static final Pattern PACKAGE = Pattern.compile("\\S+\\.tar\\.zst");
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final String VALUES = """
            image: {tag: latest, pullPolicy: Never}
            serviceDatabase: {existingSecret: service-app}
            edmsDatabase: {existingSecret: edms-app}
            edms: {storage: {storage: {existingClaim: helm-it-documents}}}
            kafka: {bootstrapServers: "kafka:9092"}
            access: {issuer: "urn:edms-backup:one-machine", publicKeySecret: issuer, tokenSecret: token}
            store: {existingClaim: helm-it-store}
            """;

    private static final String CRON_JOBS = """
            scheduler: {enabled: false}
            cronJobs:
              backups: {nightly: {schedule: "30 1 * * *"}}
              restoreTests: {weekly: {schedule: "0 4 * * 6"}}
            """;

    @TempDir
    static Path directory;

    private static Map<String, Map<String, String>> secrets;

    @BeforeAll
    static void run() {
        remove();
        Podman.run("network", "create", NETWORK).require();
        Podman.run(
                        "run",
                        "--rm",
                        "--user=0:0",
                        "--network=none",
                        "-v",
                        "helm-it-keys:/run/edms-keys",
                        "-v",
                        "helm-it-secrets:/run/edms-secrets",
                        "-v",
                        "helm-it-store:/var/lib/edms-backup",
                        "-v",
                        "helm-it-documents:/srv/edms/storage",
                        IMAGE,
                        "init")
                .require();
        startServers();
        secrets = Map.of(
                "service-app", login("edms_backup", "edms_backup", "service-db.password"),
                "edms-app", login("edms", "edms", "edms-db.password"),
                "issuer", Map.of("public.pem", file("public.pem")),
                "token", Map.of("token", file("scheduler.token")));
        deployments(VALUES)
                .forEach(each -> play(each.at("/metadata/name").asText(), each.at("/spec/template"), Map.of()));
        SERVICES.forEach((service, port) -> awaitSuccess(() -> probe(service, port, "ready")));
        fillEdms();
        cli("schedule", "--create-config", "--config-name", "nightly", "--frequency", "on_demand")
                .require();
    }

    @Test
    void theProbesOfEachPodAreUp() {
        SERVICES.forEach((service, port) -> {
            for (String probe : List.of("started", "live", "ready")) {
                assertThat(probe(service, port, probe).require()).as(service).contains("\"status\": \"UP\"");
            }
        });
    }

    @Test
    void podsHaveNoRights() {
        String container = RELEASE + "-restore-worker-restore-worker";
        assertThat(Podman.run("exec", container, "grep", "CapBnd", "/proc/self/status")
                        .require())
                .endsWith("\t0000000000000000");
        assertThat(Podman.run("exec", container, "touch", "/file").output()).contains("Read-only file system");
    }

    @Test
    void aJobThatRunsTwiceRequestsOneBackup() {
        // when
        Result first = job("backup-nightly", "29868990");
        Result second = job("backup-nightly", "29868990");
        Result next = job("backup-nightly", "29870430");

        // then
        assertThat(first.require()).contains("\"reason\":\"CronJob nightly\"");
        assertThat(idOf(second)).isEqualTo(idOf(first));
        assertThat(idOf(next)).isNotEqualTo(idOf(first));
    }

    @Test
    void aRestoreTestEndsWithZero() {
        // given
        cli("create", "--type", "full").require();

        // when
        Result test = job("restore-test-weekly", "29868990");

        // then
        assertThat(test.require()).contains("intact (restore");
    }

    @Test
    void aBackupIsRestoredThroughThePods() {
        // given
        Matcher name = PACKAGE.matcher(cli("create", "--type", "full").require());
        assertThat(name.find()).isTrue();
        sql("DELETE FROM document_comments");

        // when
        Result restored = cli("restore", name.group(), "--force");

        // then
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(Integer.parseInt(sql("SELECT count(*) FROM document_comments")))
                .isPositive();
    }

    private static void startServers() {
        Podman.run(
                        "run",
                        "--detach",
                        "--name=helm-it-postgres",
                        "--network=" + NETWORK,
                        "--network-alias=postgres",
                        "-e",
                        "POSTGRES_PASSWORD_FILE=/run/edms-secrets/postgres.password",
                        "-v",
                        "helm-it-secrets:/run/edms-secrets:ro",
                        Project.image("postgres"))
                .require();
        Podman.run(
                        "run",
                        "--detach",
                        "--name=helm-it-kafka",
                        "--network=" + NETWORK,
                        "--network-alias=kafka",
                        "-e",
                        "CLUSTER_ID=ZWRtcy1iYWNrdXAtMDAwMQ",
                        "-e",
                        "KAFKA_NODE_ID=1",
                        "-e",
                        "KAFKA_PROCESS_ROLES=broker,controller",
                        "-e",
                        "KAFKA_LISTENERS=SUITE://:9092,CONTROLLER://localhost:9093",
                        "-e",
                        "KAFKA_ADVERTISED_LISTENERS=SUITE://kafka:9092",
                        "-e",
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=SUITE:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "-e",
                        "KAFKA_INTER_BROKER_LISTENER_NAME=SUITE",
                        "-e",
                        "KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER",
                        "-e",
                        "KAFKA_CONTROLLER_QUORUM_VOTERS=1@localhost:9093",
                        "-e",
                        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=1",
                        "-e",
                        "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS=1",
                        "-e",
                        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS=0",
                        "-e",
                        "KAFKA_LOG_DIRS=/var/lib/kafka/data",
                        "-e",
                        "KAFKA_HEAP_OPTS=-Xms128m -Xmx256m",
                        Project.image("kafka"))
                .require();
        awaitSuccess(
                () -> Podman.run("exec", "helm-it-postgres", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"));
        Podman.run(
                        "run",
                        "--rm",
                        "--user=0",
                        "--network=" + NETWORK,
                        "-e",
                        "PGHOST=postgres",
                        "-e",
                        "PGUSER=postgres",
                        "-e",
                        "PGPASSFILE=/run/edms-secrets/pgpass",
                        "-v",
                        "helm-it-secrets:/run/edms-secrets:ro",
                        "-v",
                        Command.TOP.resolve("deploy/compose/databases.sql") + ":/databases.sql:ro",
                        "--entrypoint=psql",
                        Project.image("postgres"),
                        "--no-psqlrc",
                        "--quiet",
                        "--file",
                        "/databases.sql")
                .require();
    }

    private static void fillEdms() {
        String url = "postgresql://edms:%s@postgres:5432/edms"
                .formatted(secrets.get("edms-app").get("password"));
        Podman.run(
                        "run",
                        "--rm",
                        "--network=" + NETWORK,
                        "-v",
                        "helm-it-documents:/srv/edms/storage",
                        "--entrypoint=java",
                        IMAGE,
                        "-jar",
                        "/opt/edms-backup/lib/demo-edms/demo-edms.jar",
                        "generate",
                        "--documents",
                        "30",
                        "--db",
                        url,
                        "--files",
                        "/srv/edms")
                .require();
    }

    /** The secret of a user, as CloudNativePG writes it. */
    private static Map<String, String> login(String user, String database, String password) {
        return Map.of(
                "host", "postgres", "port", "5432", "dbname", database, "username", user, "password", file(password));
    }

    private static String file(String name) {
        return Podman.run(
                        "run",
                        "--rm",
                        "--user=0:0",
                        "--network=none",
                        "-v",
                        "helm-it-secrets:/run/edms-secrets:ro",
                        "--entrypoint=cat",
                        IMAGE,
                        "/run/edms-secrets/" + name)
                .require();
    }

    private static List<ObjectNode> deployments(String... values) {
        return Chart.render(values).stream()
                .filter(each -> each.path("kind").asText().equals("Deployment"))
                .toList();
    }

    private static void play(String pod, JsonNode template, Map<String, String> labels) {
        Path file = new PlayablePod(pod, secrets, directory).write(template, labels);
        Podman.run("kube", "play", "--network=" + NETWORK, file.toString()).require();
    }

    /** Runs the pod of a CronJob to its end, in a Job with a name as Kubernetes gives it. */
    private static Result job(String cronJob, String minutes) {
        String name = RELEASE + "-" + cronJob;
        JsonNode template = Chart.render(VALUES, CRON_JOBS).stream()
                .filter(each -> each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .at("/spec/jobTemplate/spec/template");
        String job = name + "-" + minutes;
        String container = job + "-" + cronJob;
        play(job, template, Map.of("batch.kubernetes.io/job-name", job, "batch.kubernetes.io/controller-uid", "4c2f"));
        int exitCode = Integer.parseInt(Podman.run("wait", container).require());
        String output = Podman.run("logs", container).require();
        Podman.run("pod", "rm", "--force", job).require();
        return new Result(exitCode, output);
    }

    private static String idOf(Result requested) {
        Matcher id = Pattern.compile("\"id\":\"([^\"]+)\"").matcher(requested.require());
        assertThat(id.find()).as(requested.output()).isTrue();
        return id.group(1);
    }

    private static Result probe(String service, int port, String probe) {
        return Podman.run(
                "exec",
                RELEASE + "-" + service + "-" + service,
                "wget",
                "-q",
                "-O",
                "-",
                "http://127.0.0.1:" + port + "/q/health/" + probe);
    }

    private static Result cli(String... arguments) {
        return Podman.run(Stream.concat(
                        Stream.of(
                                "run",
                                "--rm",
                                "--network=" + NETWORK,
                                "--read-only",
                                "--tmpfs=/tmp",
                                "-e",
                                "EDMS_BACKUP_URL=http://suite-backup-service:8080",
                                "-e",
                                "EDMS_BACKUP_TOKEN_FILE=/run/edms-keys/admin.token",
                                "-v",
                                "helm-it-keys:/run/edms-keys:ro",
                                IMAGE),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static String sql(String statement) {
        return Podman.run(Project.psql("helm-it-postgres", "edms", statement).toArray(String[]::new))
                .require();
    }

    private static void awaitSuccess(Supplier<Result> attempt) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> attempt.get().require());
    }

    @AfterAll
    static void remove() {
        for (String service : SERVICES.keySet()) {
            Podman.run("pod", "rm", "--force", "--ignore", RELEASE + "-" + service);
        }
        Podman.run("rm", "--force", "--volumes", "--ignore", "helm-it-postgres", "helm-it-kafka");
        Podman.run("network", "rm", NETWORK);
        Podman.run("volume", "rm", "helm-it-keys", "helm-it-secrets", "helm-it-store", "helm-it-documents");
    }
}
