# The records an installation needs. A city with a domain of its own points it at `edge.` itself.

terraform {
  required_version = ">= 1.9"
}

locals {
  provider_host = coalesce(var.provider_host, "console.${var.base_domain}")
  club_host     = coalesce(var.club_host, "club.${var.base_domain}")
  edge          = "edge.${var.base_domain}"
  # The base itself, every city below it, the edge, and the two hosts that may be elsewhere.
  hosts = distinct([var.base_domain, "*.${var.base_domain}", local.edge, local.provider_host, local.club_host])

  leading = concat(
    flatten([for host in local.hosts : concat(
      [for address in var.addresses.ipv4 : { name = host, type = "A", value = address }],
      [for address in var.addresses.ipv6 : { name = host, type = "AAAA", value = address }],
    )]),
    [
      { name = var.base_domain, type = "CAA", value = "0 issue \"${var.certificate_authority}\"" },
      # Certificates are taken host by host: a wildcard would open every city at once.
      { name = var.base_domain, type = "CAA", value = "0 issuewild \";\"" },
    ],
  )
  # A domain that sends nothing says so, or others send in its name.
  mail = [
    { name = var.base_domain, type = "TXT", value = trimspace("v=spf1 ${var.mail_relay}${var.mail_relay == "" ? "" : " "}-all") },
    { name = "_dmarc.${var.base_domain}", type = "TXT", value = join("; ", concat(["v=DMARC1", "p=quarantine", "adkim=s", "aspf=r"], var.dmarc_reports == "" ? [] : ["rua=mailto:${var.dmarc_reports}"])) },
  ]
  records = [for record in concat(local.leading, local.mail) : merge(record, { ttl = var.seconds })]
}
