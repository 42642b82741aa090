package org.edms.backup.helm;

import java.util.Map;
import java.util.TreeMap;

/** Values for the tests. */
final class Values {

    /** Everything that has no default. */
    static final String REQUIRED = """
            serviceDatabase: {existingSecret: service-app}
            edmsDatabase: {existingSecret: edms-app}
            kafka: {bootstrapServers: "kafka:9092"}
            access: {issuer: "urn:issuer", publicKeySecret: issuer, tokenSecret: token}
            """;

    /** Every flag, with CronJobs. */
    static final String EVERYTHING = """
            image: {repository: registry.example.org:5000/edms-backup, tag: "1.2.3", pullPolicy: Always}
            imagePullSecrets: [registry]
            commonLabels: {team: archive}
            serviceAccount: {annotations: {note: none}}
            serviceDatabase: {existingSecret: service-app, caSecret: service-ca, parameters: connectTimeout=5}
            edmsDatabase:
              {existingSecret: edms-app, host: db.example.org, port: 5433, name: edms, user: backup, caSecret: edms-ca}
            edms:
              storage:
                storage: {existingClaim: documents, subPath: files}
                media_files: {existingClaim: media}
              modelConfigMap: model
            kafka:
              bootstrapServers: a:9093,b:9093
              caSecret: kafka-ca
              authentication: scram-sha-512
            access: {issuer: "urn:issuer", jwksUrl: "https://login.example.org/keys", tokenSecret: token}
            encryption: {recipients: [age1abc, age1def], identitySecret: identities}
            store: {storageClass: nfs, annotations: {note: none}}
            backupService:
              settings: {EDMS_JOBS_BACKUPS: "2"}
              secretFiles: [{variable: QUARKUS_MAILER_PASSWORD_FILE, secret: mail, key: password}]
              podAnnotations: {note: none}
              podLabels: {tier: one}
            restoreWorker: {autoscaling: {enabled: true}}
            scheduler: {enabled: false}
            cronJobs:
              timeZone: Europe/Berlin
              backups:
                nightly: {schedule: "30 1 * * *"}
                hourly: {schedule: "15 * * * *", configuration: hourly_Database, timeZone: UTC, suspend: true}
              retention: "30 3 * * *"
              healthChecks: "*/15 * * * *"
              restoreTests:
                weekly: {schedule: "0 4 * * 6", configuration: nightly, startingDeadlineSeconds: 7200}
            service: {type: NodePort, port: 80, annotations: {note: none}}
            ingress: {enabled: true, className: nginx, host: backup.example.org, tlsSecret: tls, annotations: {note: none}}
            gateway:
              enabled: true
              parentRefs: [{name: gateway, namespace: edge, sectionName: https}]
              hostnames: [backup.example.org]
            networkPolicy:
              enabled: true
              callers: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: edge}}}]
              scrapers: [{podSelector: {matchLabels: {app: prometheus}}}]
              extraEgress: [{ports: [{protocol: TCP, port: 443}]}]
            serviceMonitor: {enabled: true, labels: {release: prometheus}, tokenSecret: metrics-token}
            prometheusRule: {enabled: true, labels: {release: prometheus}}
            strimzi: {topics: {enabled: true}, user: {enabled: true}, cluster: kafka, namespace: kafka}
            podAntiAffinity: hard
            nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: amd64}
            tolerations: [{key: backup, operator: Exists}]
            priorityClassName: high
            """;

    private Values() {}

    /** Values by name, which together render every branch of the templates. */
    static Map<String, String> matrix() {
        return new TreeMap<>(
                Map.of(
                        "required", REQUIRED,
                        "everything", EVERYTHING,
                        "one node", REQUIRED + "store: {accessMode: ReadWriteOnce}\n",
                        "existing claim",
                                REQUIRED + "store: {existingClaim: packages}\nserviceAccount: {create: false}\n",
                        "client certificate",
                                REQUIRED.replace(
                                        "\"kafka:9092\"",
                                        "\"kafka:9093\", caSecret: ca, authentication: tls, userSecret: user"),
                        "image by digest",
                                REQUIRED + "image: {digest: \"sha256:" + "0".repeat(64)
                                        + "\"}\npodAntiAffinity: none\n",
                        "no clock", REQUIRED + "scheduler: {enabled: false}\npodDisruptionBudget: {enabled: false}\n",
                        "scheduler with restore tests",
                                REQUIRED + "cronJobs: {restoreTests: {daily: {schedule: \"@daily\"}}}\n",
                        "before Strimzi 0.49",
                                REQUIRED
                                        + "strimzi: {apiVersion: kafka.strimzi.io/v1beta2, topics: {enabled: true}, cluster: kafka}\n"));
    }
}
