# Which secrets exist, which file each is, who mounts it, how old it may get. Never a value: values
# are typed into the secret store by hand, so that none is ever in a state file.

terraform {
  required_version = ">= 1.9"
}

locals {
  folder = "/etc/agora/secrets"
  # Two secrets: what all processes read, and the owner's login, which makes and drops cities.
  owners = concat(["release", "backup", "proof"], [for group, queues in var.workers : "worker-${group}" if contains(queues, "ops")])
  others = concat(["web", "scheduler", "check"], [for group, queues in var.workers : "worker-${group}" if !contains(queues, "ops")])
  all    = concat(local.others, local.owners)

  known = {
    secret-key            = { setting = "AGORA_SECRET_KEY_FILE", secret = "site", there = true, days = 365, mounted_by = local.all }
    database-url          = { setting = "AGORA_DATABASE_URL_FILE", secret = "site", there = true, days = 180, mounted_by = local.others }
    owner-database-url    = { setting = "AGORA_DATABASE_URL_FILE", secret = "owner", there = true, days = 90, mounted_by = local.owners }
    smtp-url              = { setting = "AGORA_SMTP_URL_FILE", secret = "site", there = var.mail, days = 365, mounted_by = local.all }
    stripe-key            = { setting = "AGORA_STRIPE_KEY_FILE", secret = "site", there = var.payment, days = 180, mounted_by = local.all }
    stripe-webhook-secret = { setting = "AGORA_STRIPE_WEBHOOK_SECRET_FILE", secret = "site", there = var.payment, days = 365, mounted_by = local.all }
    sentry-dsn            = { setting = "AGORA_SENTRY_DSN_FILE", secret = "site", there = var.watched, days = 730, mounted_by = local.all }
    blueprint-seeds       = { setting = "AGORA_BLUEPRINT_SEEDS_FILE", secret = "site", there = var.own_seeds, days = 730, mounted_by = local.all }
    aws-credentials       = { setting = "AWS_SHARED_CREDENTIALS_FILE", secret = "site", there = var.object_storage, days = 90, mounted_by = local.all }
  }

  secrets = { for file, one in local.known : file => {
    file          = "${local.folder}/${file}"
    setting       = one.setting
    secret        = one.secret
    mounted_by    = sort(one.mounted_by)
    rotation_days = lookup(var.rotation_days, file, one.days)
  } if one.there }
}
