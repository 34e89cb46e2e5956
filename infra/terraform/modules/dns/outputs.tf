output "records" {
  description = "Every record, in one list."
  value       = local.records
}

output "hosts" {
  description = "What the settings are told."
  value = {
    AGORA_BASE_DOMAIN   = var.base_domain
    AGORA_PROVIDER_HOST = local.provider_host
    AGORA_CLUB_HOST     = local.club_host
  }
}

output "edge" {
  description = "Where a city points a domain of its own (CNAME)."
  value       = local.edge
}
