{{- /* The Deployment of a service, with its disruption budget. Takes: root, name, port, values. */ -}}
{{- define "edms-backup.deployment" -}}
{{- include "edms-backup.required" .root -}}
{{- $root := .root -}}
{{- $usesStore := ne .name "scheduler-service" -}}
{{- $scaled := dig "autoscaling" "enabled" false .values -}}
{{- $together := and $usesStore (eq $root.Values.store.accessMode "ReadWriteOnce") -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "edms-backup.name" $root }}-{{ .name }}
  labels: {{- include "edms-backup.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  {{- if not $scaled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 3
  selector:
    matchLabels: {{- include "edms-backup.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .name }}
  template:
    metadata:
      labels: {{- include "edms-backup.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ .name }}
        {{- if $usesStore }}
        edms-backup/store: {{ include "edms-backup.storeClaim" $root | quote }}
        {{- end }}
        {{- with .values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with .values.podAnnotations }}
      annotations: {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      {{- include "edms-backup.podPlacement" $root | nindent 6 }}
      # A restore that is stopped is rolled back first.
      terminationGracePeriodSeconds: 60
      {{- with $root.Values.topologySpreadConstraints }}
      {{- if not $together }}
      topologySpreadConstraints:
        {{- range . }}
        - {{- toYaml . | nindent 10 }}
          labelSelector:
            matchLabels: {{- include "edms-backup.selector" $root | nindent 14 }}
              app.kubernetes.io/component: {{ $.name }}
        {{- end }}
      {{- end }}
      {{- end }}
      {{- include "edms-backup.affinity" (dict "root" $root "name" .name "together" $together) | nindent 6 }}
      containers:
        - name: {{ .name }}
          image: {{ include "edms-backup.image" $root | quote }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: [{{ .name }}]
          securityContext: {{- include "edms-backup.securityContext" $root | nindent 12 }}
          resources: {{- toYaml .values.resources | nindent 12 }}
          ports:
            - name: http
              containerPort: {{ .port }}
          # The service waits up to a minute for its database.
          startupProbe:
            httpGet: {path: /q/health/started, port: http}
            periodSeconds: 2
            timeoutSeconds: 5
            failureThreshold: 60
          livenessProbe:
            httpGet: {path: /q/health/live, port: http}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          readinessProbe:
            httpGet: {path: /q/health/ready, port: http}
            periodSeconds: 5
            timeoutSeconds: 10
            failureThreshold: 3
          env: {{- include "edms-backup.environment" . | nindent 12 }}
          volumeMounts: {{- include "edms-backup.mounts" . | nindent 12 }}
      volumes: {{- include "edms-backup.volumes" . | nindent 8 }}
{{- if $root.Values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "edms-backup.name" $root }}-{{ .name }}
  labels: {{- include "edms-backup.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ .name }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "edms-backup.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .name }}
{{- end }}
{{- end }}

{{- /* Pods that share a claim of one node run on that node; all others are spread over nodes. Takes: root, name, together. */ -}}
{{- define "edms-backup.affinity" -}}
{{- if .together -}}
affinity:
  podAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            edms-backup/store: {{ include "edms-backup.storeClaim" .root | quote }}
{{- else if ne .root.Values.podAntiAffinity "none" -}}
affinity:
  podAntiAffinity:
    {{- $term := dict "topologyKey" "kubernetes.io/hostname" "labelSelector" (dict "matchLabels" (dict
          "app.kubernetes.io/name" .root.Chart.Name "app.kubernetes.io/instance" .root.Release.Name
          "app.kubernetes.io/component" .name)) }}
    {{- if eq .root.Values.podAntiAffinity "hard" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - {{- toYaml $term | nindent 8 }}
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm: {{- toYaml $term | nindent 10 }}
    {{- end }}
{{- end }}
{{- end }}
