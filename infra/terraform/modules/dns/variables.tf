variable "base_domain" {
  type        = string
  description = "Below which the provider gives its cities a host (AGORA_BASE_DOMAIN)."

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.base_domain))
    error_message = "base_domain is a domain in small letters, as agora.exemple.fr."
  }
}

variable "provider_host" {
  type        = string
  description = "Host of the provider's console (AGORA_PROVIDER_HOST); empty: console. below the base domain."
  default     = ""

  validation {
    condition     = var.provider_host == "" || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.provider_host))
    error_message = "provider_host is a domain in small letters."
  }
}

variable "club_host" {
  type        = string
  description = "Host of the users' club (AGORA_CLUB_HOST); empty: club. below the base domain."
  default     = ""

  validation {
    condition     = var.club_host == "" || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$", var.club_host))
    error_message = "club_host is a domain in small letters."
  }

  validation {
    condition     = var.club_host == "" || var.club_host != var.provider_host
    error_message = "The club and the console need a host each."
  }
}

variable "addresses" {
  type        = object({ ipv4 = list(string), ipv6 = optional(list(string), []) })
  description = "Addresses of the edge."

  validation {
    condition     = length(var.addresses.ipv4) > 0
    error_message = "The edge needs one IPv4 address at least."
  }

  validation {
    condition     = alltrue([for address in var.addresses.ipv4 : can(cidrhost("${address}/32", 0)) && !strcontains(address, ":")])
    error_message = "addresses.ipv4 holds IPv4 addresses."
  }

  validation {
    condition     = alltrue([for address in var.addresses.ipv6 : can(cidrhost("${address}/128", 0)) && strcontains(address, ":")])
    error_message = "addresses.ipv6 holds IPv6 addresses."
  }
}

variable "certificate_authority" {
  type        = string
  description = "The only authority that may certify these hosts."
  default     = "letsencrypt.org"

  validation {
    condition     = can(regex("^[a-z0-9.-]+\\.[a-z]{2,}$", var.certificate_authority))
    error_message = "certificate_authority is a domain, as letsencrypt.org."
  }
}

variable "mail_relay" {
  type        = string
  description = "What the relay asks to be written into SPF, as include:spf.relais.fr."
  default     = ""

  validation {
    condition     = var.mail_relay == "" || can(regex("^(include:[a-z0-9._-]+|ip4:[0-9./]+|ip6:[0-9a-f:/]+)( (include:[a-z0-9._-]+|ip4:[0-9./]+|ip6:[0-9a-f:/]+))*$", var.mail_relay))
    error_message = "mail_relay is written as in SPF: include:spf.relais.fr, ip4:192.0.2.1."
  }
}

variable "dmarc_reports" {
  type        = string
  description = "Mailbox that gets the reports of DMARC; empty: none."
  default     = ""

  validation {
    condition     = var.dmarc_reports == "" || can(regex("^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$", var.dmarc_reports))
    error_message = "dmarc_reports is an address."
  }
}

variable "seconds" {
  type        = number
  description = "How long an answer may be kept."
  default     = 300

  validation {
    condition     = var.seconds >= 60 && var.seconds <= 86400
    error_message = "seconds lies between 60 and 86400."
  }
}
