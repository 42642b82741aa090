{{- /* Values without a usable default. The schema checks all others. */ -}}
{{- define "edms-backup.required" -}}
{{- $_ := required "serviceDatabase.existingSecret is missing: the secret with the login to the services' database" .Values.serviceDatabase.existingSecret -}}
{{- $_ := required "edmsDatabase.existingSecret is missing: the secret with the login to the database of the EDMS" .Values.edmsDatabase.existingSecret -}}
{{- $_ := required "kafka.bootstrapServers is missing: host:port of the Kafka brokers" .Values.kafka.bootstrapServers -}}
{{- $_ := required "access.issuer is missing: the claim iss of accepted tokens" .Values.access.issuer -}}
{{- $_ := required "access.jwksUrl or access.publicKeySecret is missing: the key of the token issuer" (coalesce .Values.access.jwksUrl .Values.access.publicKeySecret) -}}
{{- if or .Values.scheduler.enabled .Values.cronJobs.backups .Values.cronJobs.retention .Values.cronJobs.healthChecks .Values.cronJobs.restoreTests }}
{{- $_ := required "access.tokenSecret is missing: the secret with the token for scheduler-service and CronJobs" .Values.access.tokenSecret -}}
{{- end -}}
{{- end }}
