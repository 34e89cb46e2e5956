output "prefix" {
  description = "What every name begins with."
  value       = local.prefix
}

output "names" {
  description = "The name of each part, checked."
  value       = terraform_data.checked.input
}

output "workloads" {
  description = "The workloads of the chart, by their short names."
  value       = local.workloads
}

output "labels" {
  description = "What everything is labelled with."
  value = {
    "app.kubernetes.io/part-of"    = "agora"
    "app.kubernetes.io/managed-by" = "terraform"
    "agora/environment"            = var.environment
    "agora/owner"                  = var.owner
    "agora/cell"                   = tostring(var.cell)
  }
}
