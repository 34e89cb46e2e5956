# How everything of one environment is called: one prefix, one list of labels, no name made elsewhere.

terraform {
  required_version = ">= 1.9"
}

locals {
  # The first cell has no number, so that nothing is renamed when a second one comes.
  prefix = join("-", concat([var.organisation, var.environment], var.cell > 1 ? ["c${var.cell}"] : []))

  # Short names are those of the chart's workloads; the prefix stays out of them, the namespace says it.
  workloads = concat(["web", "scheduler", "release", "check", "backup", "proof"], [for group in sort(keys(var.workers)) : "worker-${group}"])

  names = {
    namespace      = local.prefix
    release        = "agora"
    database       = replace("${local.prefix}-db", "_", "-")
    database_name  = "agora"
    files_bucket   = "${local.prefix}-files"
    backups_bucket = "${local.prefix}-backups"
    network        = "${local.prefix}-net"
    edge           = "${local.prefix}-edge"
    secrets        = "${local.prefix}-secrets"
  }

  # A bucket's name is public in the whole world of its host: it must say whose it is.
  too_long = [for what, name in local.names : "${what}: ${name}" if length(name) > 63]
}

resource "terraform_data" "checked" {
  input = local.names

  lifecycle {
    precondition {
      condition     = length(local.too_long) == 0
      error_message = "A name holds 63 characters at most: ${join(", ", local.too_long)}."
    }
  }
}
