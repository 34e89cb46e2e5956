output "secrets" {
  description = "Each secret by the name of its file: path, variable that names it, which of the two secrets holds it, who mounts it, days of life."
  value       = local.secrets
}

output "mounts" {
  description = "For each process, the files it finds."
  value       = { for who in local.all : who => sort([for file, one in local.secrets : file if contains(one.mounted_by, who)]) }
}
