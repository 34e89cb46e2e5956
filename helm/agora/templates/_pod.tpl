{{/*
The pod of every process, written once: what differs comes in.

  root        the chart's root
  component   web, worker-mail, scheduler, release, check, backup, proof, test
  command     list of words
  resources   requests and limits
  owner       true: the owner's login, else the application's
  config      suffix of the ConfigMap (settings, or release: made before the others)
  account     suffix of the ServiceAccount
  env         more variables, as a map
  serves      true: it answers probes, and its figures are read
  public      true: the site's door is open too
  preStop     seconds to wait before it is told to stop
  backup      true: it reads and writes backups
  restart     Always, or Never for a job
  wait        true: the database may not be there yet
  early       true: it keeps no file, and may run before the claim exists
  verify      the kind of process whose start is checked first
*/}}
{{- define "agora.pod" -}}
{{- $values := .root.Values }}
metadata:
  labels:
    {{- include "agora.labels" . | nindent 4 }}
    {{- if .serves }}
    agora-figures: "yes"
    {{- end }}
  annotations:
    checksum/settings: {{ include "agora.settings" .root | sha256sum }}
    {{- with $values.pods.annotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: "{{ include "agora.fullname" .root }}{{ with .account }}-{{ . }}{{ end }}"
  automountServiceAccountToken: false
  enableServiceLinks: false
  restartPolicy: {{ .restart | default "Always" }}
  terminationGracePeriodSeconds: {{ add (.preStop | default 0) $values.site.grace 10 }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  {{- with $values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . | quote }}
    {{- end }}
  {{- end }}
  {{- with $values.pods.priorityClassName }}
  priorityClassName: {{ . | quote }}
  {{- end }}
  {{- with $values.pods.runtimeClassName }}
  runtimeClassName: {{ . | quote }}
  {{- end }}
  {{- with $values.pods.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.pods.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .serves }}
  topologySpreadConstraints:
    {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - topologyKey: {{ . }}
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "agora.selector" $ | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- if or .wait .verify }}
  initContainers:
    {{- if .wait }}
    - name: wait
      command: [agora, verify, --for, release, --wait, {{ .root.Values.release.deadline | int | quote }}]
      {{- include "agora.container" . | nindent 6 }}
    {{- end }}
    {{- with .verify }}
    - name: verify
      command: [agora, verify, --for, {{ . | quote }}]
      {{- include "agora.container" $ | nindent 6 }}
    {{- end }}
  {{- end }}
  containers:
    - name: agora
      command:
        {{- range .command }}
        - {{ . | quote }}
        {{- end }}
      {{- include "agora.container" . | nindent 6 }}
      {{- if .serves }}
      ports:
        {{- if .public }}
        - {name: public, containerPort: 8000, protocol: TCP}
        {{- end }}
        - {name: internal, containerPort: 8001, protocol: TCP}
      startupProbe:
        httpGet: {path: /-/live, port: internal}
        periodSeconds: 2
        timeoutSeconds: 3
        failureThreshold: 45
      livenessProbe:
        httpGet: {path: /-/live, port: internal}
        periodSeconds: 15
        timeoutSeconds: 5
        failureThreshold: 4
      readinessProbe:
        httpGet: {path: /-/ready, port: internal}
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 2
      {{- end }}
      {{- with .preStop }}
      lifecycle:
        preStop:
          exec:
            command: [sleep, {{ . | int | quote }}]
      {{- end }}
  volumes:
    - name: secrets
      projected:
        defaultMode: 0440
        sources:
          - secret:
              name: {{ $values.secrets.existingSecret | quote }}
              items:
                {{- include "agora.secretFiles" .root | nindent 16 }}
                {{- if not .owner }}
                - {key: database-url, path: database-url}
                {{- end }}
          {{- if .owner }}
          - secret:
              name: {{ $values.secrets.ownerSecret | quote }}
              items:
                - {key: owner-database-url, path: owner-database-url}
          {{- end }}
    - name: tmp
      {{- if .backup }}
      emptyDir: {sizeLimit: {{ $values.backup.scratch | quote }}}
      {{- else }}
      emptyDir: {medium: Memory, sizeLimit: 128Mi}
      {{- end }}
    - name: shm
      emptyDir: {medium: Memory, sizeLimit: 64Mi}
    - name: data
      {{- if and (eq $values.storage.kind "volume") (not .early) }}
      persistentVolumeClaim:
        claimName: {{ $values.storage.volume.existingClaim | default (printf "%s-files" (include "agora.fullname" .root)) | quote }}
      {{- else }}
      emptyDir: {sizeLimit: 1Gi}
      {{- end }}
    {{- if and .backup (not $values.backup.to) }}
    - name: backup
      persistentVolumeClaim:
        claimName: {{ $values.backup.volume.existingClaim | default (printf "%s-backup" (include "agora.fullname" .root)) | quote }}
    {{- end }}
{{- end }}

{{/* What every container of a pod has in common. */}}
{{- define "agora.container" -}}
image: {{ include "agora.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
workingDir: /app
envFrom:
  - configMapRef:
      name: {{ include "agora.fullname" .root }}-{{ .config | default "settings" }}
env:
  - name: AGORA_DATABASE_URL_FILE
    value: /etc/agora/secrets/{{ if .owner }}owner-{{ end }}database-url
  {{- range $name, $value := .env }}
  - name: {{ $name }}
    value: {{ $value | quote }}
  {{- end }}
  {{- if .backup }}
  - name: AGORA_BACKUP_TO
    value: {{ .root.Values.backup.to | default "/var/lib/agora-backup" | quote }}
  - name: AGORA_BACKUP_KEEP_DAYS
    value: {{ .root.Values.backup.keepDays | int | quote }}
  {{- with .root.Values.backup.endpoint }}
  - name: AGORA_BACKUP_ENDPOINT
    value: {{ . | quote }}
  {{- end }}
  {{- with .root.Values.backup.region }}
  - name: AGORA_BACKUP_REGION
    value: {{ . | quote }}
  {{- end }}
  {{- end }}
securityContext:
  runAsNonRoot: true
  privileged: false
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
resources:
  {{- toYaml .resources | nindent 2 }}
volumeMounts:
  - {name: secrets, mountPath: /etc/agora/secrets, readOnly: true}
  - {name: tmp, mountPath: /tmp}
  - {name: shm, mountPath: /dev/shm}
  - {name: data, mountPath: /var/lib/agora}
  {{- if and .backup (not .root.Values.backup.to) }}
  - {name: backup, mountPath: /var/lib/agora-backup}
  {{- end }}
{{- end }}
