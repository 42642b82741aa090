{{- /* The environment, mounts and volumes of a service. Each takes: root, name, values. Secrets are files, never variables. */ -}}

{{- define "edms-backup.environment" -}}
{{- $v := .root.Values -}}
{{- $secrets := "/run/secrets/edms-backup" -}}
{{- $service := $v.serviceDatabase -}}
{{- $parameters := include "edms-backup.parameters" (dict "database" $service "directory" "service-database-ca") -}}
{{- if $parameters }}{{ $parameters = print "?" $parameters }}{{ end -}}
{{ include "edms-backup.address" (dict "database" $service "part" "host" "variable" "SERVICE_DB_HOST") }}
{{ include "edms-backup.address" (dict "database" $service "part" "port" "variable" "SERVICE_DB_PORT") }}
{{ include "edms-backup.address" (dict "database" $service "part" "name" "variable" "SERVICE_DB_NAME") }}
{{ include "edms-backup.address" (dict "database" $service "part" "user" "variable" "SERVICE_DB_USER") }}
- name: SERVICE_DB_URL
  value: {{ printf "jdbc:postgresql://$(SERVICE_DB_HOST):$(SERVICE_DB_PORT)/$(SERVICE_DB_NAME)%s" $parameters | quote }}
- name: SERVICE_DB_PASSWORD_FILE
  value: {{ $secrets }}/service-database/{{ $service.keys.password }}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ $v.kafka.bootstrapServers | quote }}
- name: KAFKA_SECURITY_PROTOCOL
  value: {{ if eq $v.kafka.authentication "scram-sha-512" }}SASL_{{ end }}{{ if $v.kafka.caSecret }}SSL{{ else }}PLAINTEXT{{ end }}
{{- if $v.kafka.caSecret }}
- name: KAFKA_SSL_TRUSTSTORE_TYPE
  value: PEM
- name: KAFKA_SSL_TRUSTSTORE_LOCATION
  value: {{ $secrets }}/kafka-ca/{{ $v.kafka.caKey }}
{{- end }}
{{- if eq $v.kafka.authentication "scram-sha-512" }}
- name: KAFKA_SASL_MECHANISM
  value: SCRAM-SHA-512
- name: KAFKA_SASL_JAAS_CONFIG_FILE
  value: {{ $secrets }}/kafka-user/sasl.jaas.config
{{- else if eq $v.kafka.authentication "tls" }}
- name: KAFKA_SSL_KEYSTORE_TYPE
  value: PKCS12
- name: KAFKA_SSL_KEYSTORE_LOCATION
  value: {{ $secrets }}/kafka-user/user.p12
- name: KAFKA_SSL_KEYSTORE_PASSWORD_FILE
  value: {{ $secrets }}/kafka-user/user.password
{{- end }}
{{- if ne .name "scheduler-service" }}
{{- include "edms-backup.edmsEnvironment" . }}
{{- end }}
{{- if ne .name "restore-worker" }}
- name: EDMS_JWT_PUBLIC_KEY
  value: {{ $v.access.jwksUrl | default (printf "%s/token-key/%s" $secrets $v.access.publicKeyKey) | quote }}
- name: EDMS_ACCESS_ISSUER
  value: {{ $v.access.issuer | quote }}
- name: EDMS_ACCESS_AUDIENCE
  value: {{ $v.access.audience | quote }}
{{- end }}
{{- if eq .name "backup-service" }}
- name: BACKUP_RETENTION_DAYS
  value: {{ .values.retentionDays | quote }}
{{- else if eq .name "scheduler-service" }}
- name: EDMS_BACKUP_URL
  value: {{ include "edms-backup.url" .root }}
- name: EDMS_SCHEDULER_TOKEN_FILE
  value: {{ $secrets }}/token/{{ $v.access.tokenKey }}
{{- end }}
{{- range $name, $value := .values.settings }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $index, $file := .values.secretFiles }}
- name: {{ $file.variable }}
  value: {{ $secrets }}/file-{{ $index }}/{{ $file.key }}
{{- end }}
{{- end }}

{{- define "edms-backup.edmsEnvironment" }}
{{- $v := .root.Values }}
{{ include "edms-backup.address" (dict "database" $v.edmsDatabase "part" "host" "variable" "DB_HOST") }}
{{ include "edms-backup.address" (dict "database" $v.edmsDatabase "part" "port" "variable" "DB_PORT") }}
{{ include "edms-backup.address" (dict "database" $v.edmsDatabase "part" "name" "variable" "DB_NAME") }}
{{ include "edms-backup.address" (dict "database" $v.edmsDatabase "part" "user" "variable" "DB_USER") }}
- name: DB_PASSWORD_FILE
  value: /run/secrets/edms-backup/edms-database/{{ $v.edmsDatabase.keys.password }}
{{- with include "edms-backup.parameters" (dict "database" $v.edmsDatabase "directory" "edms-database-ca") }}
- name: DB_PARAMETERS
  value: {{ . | quote }}
{{- end }}
- name: BACKUP_ROOT
  value: /var/lib/edms-backup
{{- range $name, $claim := $v.edms.storage }}
- name: EDMS_STORAGE_{{ $name | upper }}
  value: /srv/edms/{{ $name }}
{{- end }}
{{- if $v.edms.modelConfigMap }}
- name: EDMS_BACKUP_MODEL
  value: /etc/edms-backup/{{ $v.edms.modelKey }}
{{- end }}
{{- with $v.encryption.recipients }}
- name: EDMS_BACKUP_RECIPIENTS
  value: {{ join "," . | quote }}
{{- end }}
{{- if $v.encryption.identitySecret }}
- name: EDMS_BACKUP_IDENTITIES
  value: /run/secrets/edms-backup/identities/{{ $v.encryption.identityKey }}
{{- end }}
{{- end }}

{{- /* The volumes of secrets as a map: name of the volume to secret and keys. */ -}}
{{- define "edms-backup.secrets" -}}
{{- $v := .root.Values -}}
{{- $all := dict "service-database" (dict "secret" $v.serviceDatabase.existingSecret "keys" (list $v.serviceDatabase.keys.password)) -}}
{{- if $v.serviceDatabase.caSecret }}
{{- $_ := set $all "service-database-ca" (dict "secret" $v.serviceDatabase.caSecret "keys" (list $v.serviceDatabase.caKey)) }}
{{- end }}
{{- if $v.kafka.caSecret }}
{{- $_ := set $all "kafka-ca" (dict "secret" $v.kafka.caSecret "keys" (list $v.kafka.caKey)) }}
{{- end }}
{{- if eq $v.kafka.authentication "scram-sha-512" }}
{{- $_ := set $all "kafka-user" (dict "secret" (include "edms-backup.kafkaUser" .root) "keys" (list "sasl.jaas.config")) }}
{{- else if eq $v.kafka.authentication "tls" }}
{{- $_ := set $all "kafka-user" (dict "secret" (include "edms-backup.kafkaUser" .root) "keys" (list "user.p12" "user.password")) }}
{{- end }}
{{- if ne .name "scheduler-service" }}
{{- $_ := set $all "edms-database" (dict "secret" $v.edmsDatabase.existingSecret "keys" (list $v.edmsDatabase.keys.password)) }}
{{- if $v.edmsDatabase.caSecret }}
{{- $_ := set $all "edms-database-ca" (dict "secret" $v.edmsDatabase.caSecret "keys" (list $v.edmsDatabase.caKey)) }}
{{- end }}
{{- if $v.encryption.identitySecret }}
{{- $_ := set $all "identities" (dict "secret" $v.encryption.identitySecret "keys" (list $v.encryption.identityKey)) }}
{{- end }}
{{- else }}
{{- $_ := set $all "token" (dict "secret" $v.access.tokenSecret "keys" (list $v.access.tokenKey)) }}
{{- end }}
{{- if and (ne .name "restore-worker") (not $v.access.jwksUrl) }}
{{- $_ := set $all "token-key" (dict "secret" $v.access.publicKeySecret "keys" (list $v.access.publicKeyKey)) }}
{{- end }}
{{- range $index, $file := .values.secretFiles }}
{{- $_ := set $all (printf "file-%d" $index) (dict "secret" $file.secret "keys" (list $file.key)) }}
{{- end }}
{{- toYaml $all }}
{{- end }}

{{- define "edms-backup.mounts" -}}
{{- $v := .root.Values -}}
- name: tmp
  mountPath: /tmp
{{- range $name, $secret := include "edms-backup.secrets" . | fromYaml }}
{{ include "edms-backup.secretMount" $name }}
{{- end }}
{{- if ne .name "scheduler-service" }}
- name: store
  mountPath: /var/lib/edms-backup
{{- $readOnly := eq .name "backup-service" }}
{{- range $name, $claim := $v.edms.storage }}
- name: edms-{{ $name | replace "_" "-" }}
  mountPath: /srv/edms/{{ $name }}
  readOnly: {{ $readOnly }}
  {{- with $claim.subPath }}
  subPath: {{ . }}
  {{- end }}
{{- end }}
{{- if $v.edms.modelConfigMap }}
- name: model
  mountPath: /etc/edms-backup
  readOnly: true
{{- end }}
{{- end }}
{{- end }}

{{- define "edms-backup.volumes" -}}
{{- $v := .root.Values -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ $v.tmpSizeLimit }}
{{- range $name, $secret := include "edms-backup.secrets" . | fromYaml }}
{{ include "edms-backup.secretVolume" (dict "name" $name "secret" $secret.secret "keys" $secret.keys) }}
{{- end }}
{{- if ne .name "scheduler-service" }}
- name: store
  persistentVolumeClaim:
    claimName: {{ include "edms-backup.storeClaim" .root }}
{{- range $name, $claim := $v.edms.storage }}
- name: edms-{{ $name | replace "_" "-" }}
  persistentVolumeClaim:
    claimName: {{ $claim.existingClaim }}
{{- end }}
{{- if $v.edms.modelConfigMap }}
- name: model
  configMap:
    name: {{ $v.edms.modelConfigMap }}
    items:
      - key: {{ $v.edms.modelKey }}
        path: {{ $v.edms.modelKey }}
{{- end }}
{{- end }}
{{- end }}
