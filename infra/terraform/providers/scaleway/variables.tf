variable "organisation" {
  type        = string
  description = "See ../../modules/naming."
}

variable "environment" {
  type        = string
  description = "See ../../modules/naming."
}

variable "owner" {
  type        = string
  description = "See ../../modules/naming."
}

variable "cities" {
  type        = number
  description = "See ../../modules/sizing."
}

variable "residents" {
  type        = number
  description = "See ../../modules/sizing."
}

variable "peak_requests" {
  type        = number
  description = "See ../../modules/sizing."
}

variable "base_domain" {
  type        = string
  description = "See ../../modules/dns."
}

variable "addresses" {
  type        = object({ ipv4 = list(string), ipv6 = optional(list(string), []) })
  description = "See ../../modules/dns."
}

variable "mail_relay" {
  type        = string
  description = "See ../../modules/dns."
  default     = ""
}

variable "dns_zone" {
  type        = string
  description = "The zone the host serves, in which the base domain is."
}

variable "database_node_type" {
  type        = string
  description = "Type of machine with the memory that the module sizing asks (output database.memory)."
}
