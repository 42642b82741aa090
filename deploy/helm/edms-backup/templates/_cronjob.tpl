{{- /* A CronJob that posts a request. Takes: root, name, job, request, body. */ -}}
{{- define "edms-backup.requestCronJob" -}}
{{- include "edms-backup.cronJob" (dict "root" .root "name" .name "job" .job "script" "files/request"
      "backoffLimit" .root.Values.cronJobs.backoffLimit "environment" (dict "REQUEST" .request "BODY" .body)) }}
{{- end }}

{{- /* A CronJob that runs a script in the image. Takes: root, name, job, script, backoffLimit, environment. */ -}}
{{- define "edms-backup.cronJob" }}
{{- $v := .root.Values }}
{{- $name := printf "%s-%s" (include "edms-backup.name" .root) .name }}
{{- if gt (len $name) 52 }}
{{- fail (printf "the name of CronJob %s has more than 52 characters: set fullnameOverride, or shorten the name in cronJobs" $name) }}
{{- end }}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ $name }}
  labels: {{- include "edms-backup.labels" .root | nindent 4 }}
    app.kubernetes.io/component: cron-job
spec:
  schedule: {{ .job.schedule | quote }}
  timeZone: {{ .job.timeZone | default $v.cronJobs.timeZone | quote }}
  suspend: {{ .job.suspend | default false }}
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: {{ .job.startingDeadlineSeconds | default $v.cronJobs.startingDeadlineSeconds }}
  successfulJobsHistoryLimit: 3
  failedJobsHistoryLimit: 3
  jobTemplate:
    metadata:
      labels: {{- include "edms-backup.labels" .root | nindent 8 }}
        app.kubernetes.io/component: cron-job
    spec:
      backoffLimit: {{ .backoffLimit }}
      ttlSecondsAfterFinished: {{ $v.cronJobs.ttlSecondsAfterFinished }}
      template:
        metadata:
          labels: {{- include "edms-backup.labels" .root | nindent 12 }}
            app.kubernetes.io/component: cron-job
        spec:
          {{- include "edms-backup.podPlacement" .root | nindent 10 }}
          restartPolicy: Never
          containers:
            - name: {{ .name | trunc 63 }}
              image: {{ include "edms-backup.image" .root | quote }}
              imagePullPolicy: {{ $v.image.pullPolicy }}
              command: [sh, -c]
              args:
                - |
                  {{- .root.Files.Get .script | trimSuffix "\n" | nindent 18 }}
              securityContext: {{- include "edms-backup.securityContext" .root | nindent 16 }}
              resources: {{- toYaml $v.cronJobs.resources | nindent 16 }}
              env:
                - name: EDMS_BACKUP_URL
                  value: {{ include "edms-backup.url" .root }}
                - name: EDMS_BACKUP_TOKEN_FILE
                  value: /run/secrets/edms-backup/token/{{ $v.access.tokenKey }}
                - name: CRONJOB_NAME
                  value: {{ $name }}
                - name: JOB_NAME
                  valueFrom:
                    fieldRef: {fieldPath: "metadata.labels['batch.kubernetes.io/job-name']"}
                - name: JOB_UID
                  valueFrom:
                    fieldRef: {fieldPath: "metadata.labels['batch.kubernetes.io/controller-uid']"}
                {{- range $variable, $value := .environment }}
                - name: {{ $variable }}
                  value: {{ $value | quote }}
                {{- end }}
              volumeMounts:
                - name: tmp
                  mountPath: /tmp
                {{- include "edms-backup.secretMount" "token" | nindent 16 }}
          volumes:
            - name: tmp
              emptyDir:
                sizeLimit: {{ $v.tmpSizeLimit }}
            {{- include "edms-backup.secretVolume" (dict "name" "token" "secret" $v.access.tokenSecret "keys" (list $v.access.tokenKey)) | nindent 12 }}
{{- end }}
