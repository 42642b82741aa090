package org.edms.backup.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that Helm refuses before it renders or installs anything. */
class RefusalTest {

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "cronJobs: {backups: {nightly: {schedule: \"30 1 * * *\"}}}",
                        "must be empty with scheduler.enabled: either scheduler-service or CronJobs request the work"),
                Arguments.of("cronJobs: {retention: \"30 3 * * *\"}", "must be empty with scheduler.enabled"),
                Arguments.of("cronJobs: {healthChecks: \"@hourly\"}", "must be empty with scheduler.enabled"),
                Arguments.of("bakupService: {replicas: 2}", "bakupService"),
                Arguments.of("backupService: {replica: 2}", "replica"),
                Arguments.of("backupService: {replicas: 0}", "/backupService/replicas"),
                Arguments.of("backupService: {settings: {DB_PASSWORD: x}}", "DB_PASSWORD"),
                Arguments.of("backupService: {settings: {EDMS_JOBS_BACKUPS: 2}}", "/backupService/settings"),
                Arguments.of(
                        "scheduler: {secretFiles: [{variable: X, secret: a, key: b}]}", "/scheduler/secretFiles/0"),
                Arguments.of("restoreWorker: {resources: {limits: null}}", "/restoreWorker/resources"),
                Arguments.of("podSecurityContext: {runAsUser: 0}", "/podSecurityContext/runAsUser"),
                Arguments.of("store: {accessMode: ReadOnlyMany}", "/store/accessMode"),
                Arguments.of("image: {digest: latest}", "/image/digest"),
                Arguments.of("edms: {storage: {Documents: {existingClaim: x}}}", "Documents"),
                Arguments.of("edms: {storage: {documents: {}}}", "existingClaim"),
                Arguments.of("edmsDatabase: {parameters: password=x}", "/edmsDatabase/parameters"),
                Arguments.of("encryption: {recipients: [AGE-SECRET-KEY-1]}", "/encryption/recipients/0"),
                Arguments.of("kafka: {bootstrapServers: kafka}", "/kafka/bootstrapServers"),
                Arguments.of("kafka: {authentication: tls, userSecret: user}", "/kafka/caSecret"),
                Arguments.of("kafka: {authentication: scram-sha-512}", "/kafka/userSecret"),
                Arguments.of("access: {jwksUrl: \"http://login.example.org\"}", "/access/jwksUrl"),
                Arguments.of("ingress: {enabled: true}", "/ingress/host"),
                Arguments.of("gateway: {enabled: true}", "/gateway/parentRefs"),
                Arguments.of("serviceMonitor: {enabled: true}", "/serviceMonitor/tokenSecret"),
                Arguments.of("strimzi: {topics: {enabled: true}}", "/strimzi/cluster"),
                Arguments.of("strimzi: {user: {enabled: true}, cluster: kafka}", "/kafka/authentication"),
                Arguments.of(
                        "scheduler: {enabled: false}\ncronJobs: {backups: {Nightly: {schedule: \"@daily\"}}}",
                        "Nightly"),
                Arguments.of("scheduler: {enabled: false}\ncronJobs: {backups: {nightly: {}}}", "schedule"),
                Arguments.of("scheduler: {enabled: false}\ncronJobs: {retention: daily}", "/cronJobs/retention"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theSchemaNamesTheValue(String values, String expected) {
        assertThat(catchThrowable(() -> Chart.render(Values.REQUIRED, values)))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "serviceDatabase, serviceDatabase.existingSecret is missing",
        "edmsDatabase, edmsDatabase.existingSecret is missing",
        "kafka, kafka.bootstrapServers is missing",
        "access, access.issuer is missing"
    })
    void aMissingValueIsNamed(String section, String expected) {
        // given
        String values = Values.REQUIRED.replaceFirst(section + ": .*\n", "");

        // when, then
        assertThat(catchThrowable(() -> Chart.render(values))).hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "publicKeySecret: issuer, access.jwksUrl or access.publicKeySecret is missing",
        "tokenSecret: token, access.tokenSecret is missing"
    })
    void aMissingKeyOrTokenIsNamed(String given, String expected) {
        assertThat(catchThrowable(() -> Chart.render(Values.REQUIRED.replace(given, "audience: edms-backup"))))
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource("fullnameOverride: a-very-long-name-for-a-suite")
    void aCronJobWhoseNameIsTooLongIsNamed(String name) {
        // given
        String values = name + "\nscheduler: {enabled: false}\n"
                + "cronJobs: {backups: {each-night-without-exception: {schedule: \"@daily\"}}}\n";

        // when, then
        assertThat(catchThrowable(() -> Chart.render(Values.REQUIRED + values)))
                .hasMessageContaining("has more than 52 characters: set fullnameOverride");
    }
}
