{{/* What processes are told: nothing secret, for all of them the same. */}}

{{- define "agora.settings" -}}
AGORA_BASE_DOMAIN: {{ .Values.site.baseDomain | quote }}
AGORA_PROVIDER_HOST: {{ include "agora.providerHost" . | quote }}
AGORA_CLUB_HOST: {{ include "agora.clubHost" . | quote }}
{{- with .Values.site.edgeHost }}
AGORA_EDGE_HOST: {{ . | quote }}
{{- end }}
{{- with .Values.site.edgeAddresses }}
AGORA_EDGE_ADDRESSES: {{ join " " . | quote }}
{{- end }}
AGORA_HTTPS: "1"
AGORA_PROXIES: {{ join " " .Values.site.proxies | quote }}
AGORA_HSTS_SECONDS: {{ .Values.site.hstsSeconds | int | quote }}
AGORA_ENVIRONMENT: {{ .Values.site.environment | quote }}
AGORA_LOG_LEVEL: {{ .Values.site.logLevel | quote }}
AGORA_LOG_STYLE: json
AGORA_GRACE: {{ .Values.site.grace | int | quote }}
AGORA_INTERNAL_BIND: 0.0.0.0:8001
AGORA_DATA_DIR: /var/lib/agora
AGORA_STATIC_ROOT: /app/static
{{- with .Values.site.mailFrom }}
AGORA_MAIL_FROM: {{ . | quote }}
{{- end }}
{{- if eq .Values.storage.kind "s3" }}
{{- /* Without its name, files would be kept in a folder that goes with the pod. */}}
AGORA_S3_BUCKET: {{ required "storage.s3.bucket: name the bucket that keeps the files" .Values.storage.s3.bucket | quote }}
{{- with .Values.storage.s3.endpoint }}
AGORA_S3_ENDPOINT: {{ . | quote }}
{{- end }}
{{- with .Values.storage.s3.region }}
AGORA_S3_REGION: {{ . | quote }}
{{- end }}
{{- end }}
AGORA_SECRET_KEY_FILE: /etc/agora/secrets/secret-key
{{- if .Values.secrets.smtp }}
AGORA_SMTP_URL_FILE: /etc/agora/secrets/smtp-url
{{- end }}
{{- if .Values.secrets.stripe }}
AGORA_STRIPE_KEY_FILE: /etc/agora/secrets/stripe-key
AGORA_STRIPE_WEBHOOK_SECRET_FILE: /etc/agora/secrets/stripe-webhook-secret
{{- end }}
{{- if .Values.secrets.sentry }}
AGORA_SENTRY_DSN_FILE: /etc/agora/secrets/sentry-dsn
{{- end }}
{{- if .Values.secrets.blueprintSeeds }}
AGORA_BLUEPRINT_SEEDS_FILE: /etc/agora/secrets/blueprint-seeds
{{- end }}
{{- if .Values.secrets.awsCredentials }}
AWS_SHARED_CREDENTIALS_FILE: /etc/agora/secrets/aws-credentials
{{- end }}
{{- end }}

{{/* Files of the secret that all pods get; the database's address is each pod's own. */}}
{{- define "agora.secretFiles" -}}
- {key: secret-key, path: secret-key}
{{- if .Values.secrets.smtp }}
- {key: smtp-url, path: smtp-url}
{{- end }}
{{- if .Values.secrets.stripe }}
- {key: stripe-key, path: stripe-key}
- {key: stripe-webhook-secret, path: stripe-webhook-secret}
{{- end }}
{{- if .Values.secrets.sentry }}
- {key: sentry-dsn, path: sentry-dsn}
{{- end }}
{{- if .Values.secrets.blueprintSeeds }}
- {key: blueprint-seeds, path: blueprint-seeds}
{{- end }}
{{- if .Values.secrets.awsCredentials }}
- {key: aws-credentials, path: aws-credentials}
{{- end }}
{{- end }}
