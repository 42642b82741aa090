package org.edms.backup.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartTest {

    private static final Map<String, List<ObjectNode>> RENDERED = new TreeMap<>();

    static Stream<String> matrix() {
        return Values.matrix().keySet().stream();
    }

    private static List<ObjectNode> objects(String name) {
        return RENDERED.computeIfAbsent(
                name, each -> Chart.render(Values.matrix().get(each)));
    }

    @Test
    void lintFindsNothing() {
        // when
        LintResult result = new Helm(Chart.DIRECTORY).lint().strict().call();

        // then
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
        assertThat(result.getMessages()).noneMatch(line -> line.contains("[WARNING]"));
    }

    @Test
    void theVersionOfTheApplicationIsThatOfTheBuild() {
        assertThat(Chart.read("Chart.yaml").path("appVersion").asText())
                .isEqualTo(System.getProperty("project.version"));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyFieldIsKnownToKubernetes(String name) {
        assertThat(objects(name)).isNotEmpty().allSatisfy(StrictObjects::read);
    }

    @Test
    void anUnknownFieldIsFound() {
        // given
        ObjectNode deployment = kind("required", "Deployment").get(0).deepCopy();
        pod(deployment).withObject("/containers/0").put("cmd", "sh");

        // when, then
        assertThatThrownBy(() -> StrictObjects.read(deployment)).hasMessageContaining("Unrecognized field \"cmd\"");
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void noTwoObjectsHaveTheSameName(String name) {
        assertThat(objects(name).stream().map(each -> each.path("kind").asText() + " " + text(each, "/metadata/name")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void podsFitTheRestrictedSecurityLevel(String name) {
        assertThat(pods(name)).allSatisfy(pod -> {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(text(pod, "/securityContext/seccompProfile/type")).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken")).hasToString("false");
            assertThat(pod.path("hostNetwork").asBoolean()).isFalse();
            assertThat(elements(pod.path("volumes"))).noneMatch(volume -> volume.has("hostPath"));
        });
        assertThat(containers(name)).allSatisfy(container -> {
            assertThat(container.at("/securityContext/allowPrivilegeEscalation"))
                    .hasToString("false");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/capabilities")).hasToString("{\"drop\":[\"ALL\"]}");
        });
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyContainerHasRequestsAndLimits(String name) {
        assertThat(containers(name)).allSatisfy(container -> {
            for (String resource : List.of("cpu", "memory")) {
                assertThat(container.path("resources").path("requests").has(resource))
                        .isTrue();
                assertThat(container.path("resources").path("limits").has(resource))
                        .isTrue();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void noPasswordTokenOrKeyIsInTheEnvironment(String name) {
        assertThat(containers(name)).allSatisfy(container -> {
            assertThat(container.has("envFrom")).isFalse();
            assertThat(elements(container.path("env"))).allSatisfy(variable -> {
                JsonNode secret = variable.at("/valueFrom/secretKeyRef/key");
                assertThat(secret.isMissingNode()
                                || Set.of("host", "port", "dbname", "username").contains(secret.asText()))
                        .as(variable.toString())
                        .isTrue();
                if (text(variable, "/name").matches(".*(PASSWORD|TOKEN|SECRET|JAAS_CONFIG).*")) {
                    assertThat(text(variable, "/value")).startsWith("/run/secrets/edms-backup/");
                }
            });
        });
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyFileInTheEnvironmentIsMounted(String name) {
        assertThat(pods(name)).allSatisfy(pod -> {
            for (JsonNode container : pod.path("containers")) {
                Set<String> files = filesOf(pod, container);
                for (JsonNode variable : container.path("env")) {
                    String value = text(variable, "/value");
                    if (value.startsWith("/run/secrets/") || value.startsWith("/etc/edms-backup/")) {
                        assertThat(files).as(variable.toString()).contains(value);
                    }
                }
            }
        });
    }

    private static Set<String> filesOf(JsonNode pod, JsonNode container) {
        Set<String> files = new TreeSet<>();
        for (JsonNode mount : container.path("volumeMounts")) {
            JsonNode volume = elements(pod.path("volumes"))
                    .filter(each -> each.path("name").equals(mount.path("name")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No volume " + mount));
            for (String source : List.of("secret", "configMap")) {
                for (JsonNode item : volume.path(source).path("items")) {
                    files.add(text(mount, "/mountPath") + "/" + text(item, "/path"));
                }
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyDeploymentHasProbesOnTheHealthPaths(String name) {
        assertThat(kind(name, "Deployment")).isNotEmpty().allSatisfy(deployment -> {
            JsonNode container = pod(deployment).at("/containers/0");
            assertThat(text(container, "/startupProbe/httpGet/path")).isEqualTo("/q/health/started");
            assertThat(text(container, "/livenessProbe/httpGet/path")).isEqualTo("/q/health/live");
            assertThat(text(container, "/readinessProbe/httpGet/path")).isEqualTo("/q/health/ready");
        });
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void selectorsMatchThePodsOfOneServiceOnly(String name) {
        assertThat(kind(name, "Service"))
                .allSatisfy(service -> assertThat(kind(name, "Deployment"))
                        .filteredOn(deployment -> matches(service.at("/spec/selector"), deployment))
                        .singleElement()
                        .satisfies(deployment -> assertThat(text(deployment, "/metadata/name"))
                                .isEqualTo(text(service, "/metadata/name"))));
        assertThat(kind(name, "Deployment"))
                .allSatisfy(deployment -> assertThat(matches(deployment.at("/spec/selector/matchLabels"), deployment))
                        .isTrue());
    }

    private static boolean matches(JsonNode selector, JsonNode deployment) {
        JsonNode labels = deployment.at("/spec/template/metadata/labels");
        return selector.properties().stream().allMatch(each -> each.getValue().equals(labels.path(each.getKey())));
    }

    @Test
    void onlyTheWorkerCanWriteTheDocumentFiles() {
        for (ObjectNode deployment : kind("everything", "Deployment")) {
            String component = text(pod(deployment), "/containers/0/name");
            assertThat(elements(pod(deployment).at("/containers/0/volumeMounts"))
                            .filter(mount -> text(mount, "/mountPath").startsWith("/srv/edms/")))
                    .hasSize(2)
                    .allSatisfy(mount -> assertThat(mount.path("readOnly").asBoolean())
                            .isEqualTo(component.equals("backup-service")));
        }
    }

    @Test
    void cronJobsRunOnceAndSurviveAnOutage() {
        assertThat(kind("everything", "CronJob")).hasSize(5).allSatisfy(job -> {
            assertThat(text(job, "/spec/concurrencyPolicy")).isEqualTo("Forbid");
            assertThat(text(job, "/spec/timeZone")).isNotBlank();
            assertThat(job.at("/spec/startingDeadlineSeconds").asInt()).isPositive();
            assertThat(job.at("/spec/jobTemplate/spec/ttlSecondsAfterFinished").isInt())
                    .isTrue();
            assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").isInt()).isTrue();
            assertThat(text(pod(job), "/restartPolicy")).isEqualTo("Never");
        });
    }

    @Test
    void podsThatShareAClaimOfOneNodeRunTogether() {
        assertThat(kind("one node", "Deployment")).allSatisfy(deployment -> {
            boolean uses = !text(deployment, "/metadata/name").equals("suite-scheduler-service");
            assertThat(pod(deployment)
                            .at("/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution")
                            .size())
                    .isEqualTo(uses ? 1 : 0);
        });
    }

    @Test
    void everyPodRunsOnTheNamedNodes() {
        assertThat(pods("everything"))
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(pod.path("nodeSelector"))
                        .hasToString("{\"kubernetes.io/arch\":\"amd64\",\"kubernetes.io/os\":\"linux\"}"));
    }

    @Test
    void nothingIsShippedThatBelongsToTheUser() {
        assertThat(objects("everything"))
                .noneMatch(each -> each.path("kind").asText().matches("Secret|StatefulSet"));
    }

    private static List<ObjectNode> kind(String name, String kind) {
        return objects(name).stream()
                .filter(each -> each.path("kind").asText().equals(kind))
                .toList();
    }

    private static ObjectNode pod(ObjectNode object) {
        return (ObjectNode)
                (object.path("kind").asText().equals("CronJob")
                        ? object.at("/spec/jobTemplate/spec/template/spec")
                        : object.at("/spec/template/spec"));
    }

    private static List<ObjectNode> pods(String name) {
        List<ObjectNode> pods = new ArrayList<>();
        kind(name, "Deployment").forEach(each -> pods.add(pod(each)));
        kind(name, "CronJob").forEach(each -> pods.add(pod(each)));
        return pods;
    }

    private static List<JsonNode> containers(String name) {
        return pods(name).stream()
                .flatMap(pod -> elements(pod.path("containers")))
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode node, String path) {
        return node.at(path).asText();
    }
}
