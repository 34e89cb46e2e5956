output "buckets" {
  description = "Name, versioning, public access and lifecycle of each bucket."
  value       = local.buckets
}

output "login_policies" {
  description = "Policies of the two logins, as JSON."
  value = {
    files   = jsonencode({ Version = "2012-10-17", Statement = local.files })
    backups = jsonencode({ Version = "2012-10-17", Statement = local.backups })
  }
}

output "city_policies" {
  description = "Policy of a login that reads one city alone, as JSON, by schema."
  value       = { for schema, statements in local.city : schema => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}

output "bucket_policies" {
  description = "Policies of the buckets themselves, as JSON."
  value       = { for what, statements in local.bucket : what => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}
