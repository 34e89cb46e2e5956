# Copies what the modules without provider decide into OVHcloud. Never run: see ../README.md.

terraform {
  required_version = ">= 1.9"

  required_providers {
    ovh = {
      source  = "ovh/ovh"
      version = "~> 2.0"
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

resource "ovh_cloud_project_storage" "kept" {
  for_each = module.buckets.buckets

  service_name = var.project
  region_name  = var.region
  name         = each.value.name

  versioning = {
    status = each.value.versioning ? "enabled" : "disabled"
  }
}

resource "ovh_cloud_project_database" "database" {
  service_name = var.project
  description  = module.naming.names.database
  engine       = "postgresql"
  version      = "16"
  plan         = var.environment == "production" ? "production" : "essential"
  flavor       = var.database_flavor
  disk_size    = module.sizing.database.disk

  nodes {
    region = var.region
  }

  advanced_configuration = {
    "max_locks_per_transaction" = tostring(module.sizing.database.max_locks_per_transaction)
  }
}

resource "ovh_domain_zone_record" "host" {
  for_each = { for record in module.dns.records : "${record.type} ${record.name} ${record.value}" => record }

  zone      = var.dns_zone
  subdomain = trimsuffix(trimsuffix(each.value.name, var.dns_zone), ".")
  fieldtype = each.value.type
  target    = each.value.value
  ttl       = each.value.ttl
}
