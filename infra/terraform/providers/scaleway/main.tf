# Copies what the modules without provider decide into Scaleway. Never run: see ../README.md.

terraform {
  required_version = ">= 1.9"

  required_providers {
    scaleway = {
      source  = "scaleway/scaleway"
      version = "~> 2.50"
    }
  }
}

module "naming" {
  source       = "../../modules/naming"
  organisation = var.organisation
  environment  = var.environment
  owner        = var.owner
}

module "sizing" {
  source        = "../../modules/sizing"
  cities        = var.cities
  residents     = var.residents
  peak_requests = var.peak_requests
}

module "buckets" {
  source         = "../../modules/buckets"
  files_bucket   = module.naming.names.files_bucket
  backups_bucket = module.naming.names.backups_bucket
}

module "dns" {
  source      = "../../modules/dns"
  base_domain = var.base_domain
  addresses   = var.addresses
  mail_relay  = var.mail_relay
}

module "keys" {
  source = "../../modules/keys"
}

resource "scaleway_object_bucket" "kept" {
  for_each = module.buckets.buckets

  name = each.value.name
  tags = module.naming.labels

  versioning {
    enabled = each.value.versioning
  }

  dynamic "lifecycle_rule" {
    for_each = each.value.lifecycle

    content {
      id                                     = lifecycle_rule.value.id
      enabled                                = true
      prefix                                 = lifecycle_rule.value.prefix
      abort_incomplete_multipart_upload_days = lifecycle_rule.value.abort_uploads_days
    }
  }
}

resource "scaleway_object_bucket_policy" "only_tls" {
  for_each = module.buckets.bucket_policies

  bucket = scaleway_object_bucket.kept[each.key].id
  policy = each.value
}

resource "scaleway_rdb_instance" "database" {
  name              = module.naming.names.database
  engine            = "PostgreSQL-16"
  node_type         = var.database_node_type
  is_ha_cluster     = var.environment == "production"
  volume_type       = "sbs_5k"
  volume_size_in_gb = module.sizing.database.disk

  settings = {
    max_connections           = tostring(module.sizing.database.max_connections)
    max_locks_per_transaction = tostring(module.sizing.database.max_locks_per_transaction)
  }
}

resource "scaleway_domain_record" "host" {
  for_each = { for record in module.dns.records : "${record.type} ${record.name} ${record.value}" => record }

  dns_zone = var.dns_zone
  name     = trimsuffix(trimsuffix(each.value.name, var.dns_zone), ".")
  type     = each.value.type
  data     = each.value.value
  ttl      = each.value.ttl
}

# Empty: a value is typed in by hand, so that none is in the state.
resource "scaleway_secret" "empty" {
  for_each = module.keys.secrets

  name        = "${module.naming.names.secrets}-${each.key}"
  description = "${each.value.setting}, changed every ${each.value.rotation_days} days"
}
