output "web" {
  description = "Replicas of the web server, and the settings of each."
  value = {
    replicas = local.replicas
    workers  = local.workers
    threads  = var.web_threads
    pool     = var.web_threads # AGORA_DATABASE_POOL: below it, threads wait thirty seconds
    pages    = floor(local.replicas * local.pages_of_a_replica)
  }
}

output "database" {
  description = "Settings of PostgreSQL, its memory (megabytes) and its disk (gigabytes)."
  value = {
    max_connections           = local.most
    max_locks_per_transaction = max(256, ceil(local.locks_at_once / local.most))
    shared_buffers            = local.shared
    memory                    = local.database_memory
    memory_of_backends        = local.memory_of_backends
    cities_of_a_backend       = local.touched
    disk                      = local.database_disk
  }
}

output "storage" {
  description = "Gigabytes of files and of backups."
  value = {
    files   = ceil(var.residents / 1000 * local.files_thousand / 1024) + 1
    backups = local.backup_volume
  }
}

output "next" {
  description = "What to think of next, and nothing while all is well."
  value = compact([
    local.memory_of_backends > 16384 ? "affinity: the connections alone take ${local.memory_of_backends} MB; give each group of cities its own web replicas." : "",
    local.replicas > 12 ? "replicas: ${local.replicas} web replicas; read replicas or a second cell." : "",
    var.cities > 200 ? "cell: ${var.cities} cities of 300; prepare a second cell." : "",
    local.most > 500 ? "connections: ${local.most}; fewer threads for each process, or a second cell." : "",
  ])
}
