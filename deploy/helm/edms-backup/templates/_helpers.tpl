{{- define "edms-backup.name" -}}
{{ .Values.fullnameOverride | default .Release.Name }}
{{- end }}

{{- define "edms-backup.labels" -}}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: {{ .Chart.Name }}
{{ include "edms-backup.selector" . }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "edms-backup.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "edms-backup.image" -}}
{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "edms-backup.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (.Values.serviceAccount.create | ternary (include "edms-backup.name" .) "default") }}
{{- end }}

{{- define "edms-backup.storeClaim" -}}
{{ .Values.store.existingClaim | default (printf "%s-store" (include "edms-backup.name" .)) }}
{{- end }}

{{- define "edms-backup.kafkaUser" -}}
{{ .Values.kafka.userSecret | default (include "edms-backup.name" .) }}
{{- end }}

{{- define "edms-backup.url" -}}
http://{{ include "edms-backup.name" . }}-backup-service:{{ .Values.service.port }}
{{- end }}

{{- define "edms-backup.podSecurityContext" -}}
runAsNonRoot: true
{{ toYaml .Values.podSecurityContext }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "edms-backup.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end }}

{{- /* Where a pod runs, and with which rights. */ -}}
{{- define "edms-backup.podPlacement" -}}
serviceAccountName: {{ include "edms-backup.serviceAccount" . }}
automountServiceAccountToken: false
# The variables of service links look like settings of the suite.
enableServiceLinks: false
securityContext: {{- include "edms-backup.podSecurityContext" . | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{- /* A volume with one key of a secret. Takes: name, secret, keys. */ -}}
{{- define "edms-backup.secretVolume" -}}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
    optional: false
    defaultMode: 288 # 0440
    items:
      {{- range .keys }}
      - key: {{ . }}
        path: {{ . }}
      {{- end }}
{{- end }}

{{- /* The directory with the secrets of a volume. */ -}}
{{- define "edms-backup.secretMount" -}}
- name: {{ . }}
  mountPath: /run/secrets/edms-backup/{{ . }}
  readOnly: true
{{- end }}

{{- /* A part of a database's address: the value, or the key of the secret. Takes: database, part, variable. */ -}}
{{- define "edms-backup.address" -}}
{{- $value := get .database .part -}}
- name: {{ .variable }}
  {{- if $value }}
  value: {{ $value | toString | quote }}
  {{- else }}
  valueFrom:
    secretKeyRef:
      name: {{ .database.existingSecret }}
      key: {{ get .database.keys .part }}
  {{- end }}
{{- end }}

{{- /* The connection parameters of a database. Takes: database, directory. */ -}}
{{- define "edms-backup.parameters" -}}
{{- $all := list -}}
{{- with .database.parameters }}{{ $all = append $all . }}{{ end -}}
{{- if .database.caSecret }}
{{- $all = append $all (printf "sslmode=verify-full&sslrootcert=/run/secrets/edms-backup/%s/%s" .directory .database.caKey) }}
{{- end -}}
{{ join "&" $all }}
{{- end }}
