{{/* A node that is emptied takes one pod of a kind at a time; a lone one may go. */}}
{{- define "agora.budget" }}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "agora.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      {{- include "agora.selector" . | nindent 6 }}
{{- end }}
