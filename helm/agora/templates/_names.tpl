{{/* Names and labels. A name leaves twenty characters to what is written after it. */}}

{{- define "agora.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "agora.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "agora.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "agora.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* What selects: never to change, a Deployment would refuse it. */}}
{{- define "agora.selector" -}}
app.kubernetes.io/name: {{ include "agora.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
{{- with .component }}
app.kubernetes.io/component: {{ . | quote }}
{{- end }}
{{- end }}

{{- define "agora.labels" -}}
{{ include "agora.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
app.kubernetes.io/part-of: agora
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | quote }}
{{- end }}

{{/* The first lines of every object: kind, name, labels; `hook` says when, `weight` in which order. */}}
{{- define "agora.metadata" -}}
name: "{{ include "agora.fullname" .root }}{{ with .suffix }}-{{ . }}{{ end }}"
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "agora.labels" . | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- if or .hook .annotations }}
annotations:
  {{- with .hook }}
  helm.sh/hook: {{ . }}
  helm.sh/hook-weight: {{ $.weight | default 0 | quote }}
  helm.sh/hook-delete-policy: before-hook-creation
  {{- end }}
  {{- with .annotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "agora.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{- define "agora.providerHost" -}}
{{ .Values.site.providerHost | default (printf "console.%s" .Values.site.baseDomain) }}
{{- end }}

{{- define "agora.clubHost" -}}
{{ .Values.site.clubHost | default (printf "club.%s" .Values.site.baseDomain) }}
{{- end }}

{{/* Every host the edge takes, as a JSON list; the wildcard last. */}}
{{- define "agora.hosts" -}}
{{- $hosts := concat (list (include "agora.providerHost" .) (include "agora.clubHost" .)) .Values.edge.hosts }}
{{- if .Values.edge.wildcard }}
{{- $hosts = append $hosts (printf "*.%s" .Values.site.baseDomain) }}
{{- end }}
{{- $hosts | uniq | toJson }}
{{- end }}

{{/* Those that get a certificate. */}}
{{- define "agora.certified" -}}
{{- $found := list }}
{{- range include "agora.hosts" . | fromJsonArray }}
{{- if or $.Values.edge.certificates.wildcard (not (hasPrefix "*" .)) }}
{{- $found = append $found . }}
{{- end }}
{{- end }}
{{- $found | toJson }}
{{- end }}

{{/* The name of a host's certificate: readable, and never that of another host. */}}
{{- define "agora.certificate" -}}
tls-{{ . | replace "*" "all" | replace "." "-" | trunc 45 | trimSuffix "-" }}-{{ sha256sum . | trunc 8 }}
{{- end }}
