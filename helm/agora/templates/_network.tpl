{{/* The ways into a process, as rules; nothing if there is none. */}}
{{- define "agora.ways" }}
{{- $policy := .root.Values.networkPolicy }}
{{- if eq .component "web" }}
{{- include "agora.from" (dict "namespaces" $policy.edgeNamespaces "port" 8000) }}
{{- include "agora.from" (dict "namespaces" $policy.askNamespaces "port" 8001) }}
- from:
    {{- range list "check" "test" }}
    - podSelector:
        matchLabels:
          {{- include "agora.selector" (dict "root" $.root "component" .) | nindent 10 }}
    {{- end }}
  ports:
    - {port: 8000, protocol: TCP}
    - {port: 8001, protocol: TCP}
{{- end }}
{{- if or (has .component (list "web" "scheduler")) (hasPrefix "worker-" .component) }}
{{- include "agora.from" (dict "namespaces" $policy.monitoringNamespaces "port" 8001) }}
{{- end }}
{{- end }}

{{/* One rule: from the pods of these namespaces to a port; none if there is no namespace. */}}
{{- define "agora.from" }}
{{- if .namespaces }}
- from:
    {{- range .namespaces }}
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ . | quote }}
    {{- end }}
  ports:
    - {port: {{ .port }}, protocol: TCP}
{{- end }}
{{- end }}

{{/* One rule: to where a flow goes. */}}
{{- define "agora.to" }}
{{- if eq .flow "dns" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ .root.Values.networkPolicy.dnsNamespace | quote }}
  ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- else if eq .flow "site" -}}
- to:
    - podSelector:
        matchLabels:
          {{- include "agora.selector" (dict "root" .root "component" "web") | nindent 10 }}
  ports:
    - {port: 8000, protocol: TCP}
    - {port: 8001, protocol: TCP}
{{- else if and (eq .flow "postgresql") .root.Values.postgresql.operator.enabled -}}
- to:
    - podSelector:
        matchLabels:
          cnpg.io/cluster: {{ include "agora.fullname" .root }}-database
  ports:
    - {port: 5432, protocol: TCP}
{{- else }}
{{- $there := get .root.Values.networkPolicy.egress .flow -}}
- to:
    {{- range $there.cidrs }}
    - ipBlock:
        cidr: {{ . | quote }}
        {{- if and $there.except (eq . "0.0.0.0/0") }}
        except: {{ $there.except | toJson }}
        {{- end }}
    {{- end }}
  ports:
    - {port: {{ $there.port }}, protocol: TCP}
{{- end }}
{{- end }}
