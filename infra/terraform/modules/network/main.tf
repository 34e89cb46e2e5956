# Who may speak to whom: this list, and nothing else. The chart's NetworkPolicies say the same; a
# test compares them (tests/infra/test_terraform.py).

terraform {
  required_version = ">= 1.9"
}

locals {
  workers = [for group in sort(keys(var.workers)) : "worker-${group}"]

  dns     = [{ to = "dns", port = 53, protocols = ["TCP", "UDP"] }]
  base    = concat(local.dns, [{ to = "postgresql", port = var.database_port, protocols = ["TCP"] }], var.watched ? [{ to = "sentry", port = 443, protocols = ["TCP"] }] : [])
  storage = [{ to = "s3", port = 443, protocols = ["TCP"] }]
  files   = var.object_storage ? local.storage : []
  kept    = var.backups_to_storage ? local.storage : []
  mail    = var.mail ? [{ to = "smtp", port = var.smtp_port, protocols = ["TCP"] }] : []
  payment = var.payment ? [{ to = "payment", port = 443, protocols = ["TCP"] }] : []
  site    = [{ to = "web", port = 8000, protocols = ["TCP"] }, { to = "web", port = 8001, protocols = ["TCP"] }]

  out = merge(
    {
      web       = concat(local.base, local.files)
      scheduler = local.base
      release   = concat(local.base, local.files)
      check     = concat(local.base, local.files, local.mail, local.site)
      backup    = concat(local.base, local.kept)
      proof     = concat(local.base, local.kept)
    },
    { for worker in local.workers : worker => concat(local.base, local.files, local.mail, local.payment) },
  )

  # The public door for the edge; the internal one for its question about certificates and the figures.
  watched_ones = concat(["web", "scheduler"], local.workers)
  in = { for who in keys(local.out) : who => concat(
    who == "web" ? [{ from = "edge", port = 8000 }, { from = "edge-ask", port = 8001 }, { from = "check", port = 8000 }, { from = "check", port = 8001 }] : [],
    contains(local.watched_ones, who) ? [{ from = "monitoring", port = 8001 }] : [],
  ) }

  # From outside: the edge alone, which takes the certificates too.
  edge = { in = [{ from = "internet", port = 80 }, { from = "internet", port = 443 }], out = [{ to = "web", port = 8000 }, { to = "web", port = 8001 }, { to = "acme", port = 443 }, { to = "dns", port = 53 }] }
}
