variable "mail" {
  type        = bool
  description = "Mails leave through a relay that wants a password."
  default     = true
}

variable "payment" {
  type        = bool
  description = "Invoices may be paid by card."
  default     = false
}

variable "watched" {
  type        = bool
  description = "Errors go to Sentry."
  default     = false
}

variable "object_storage" {
  type        = bool
  description = "Files are in a bucket, not on a volume."
  default     = true
}

variable "own_seeds" {
  type        = bool
  description = "Blueprints are signed with seeds of their own, not with those made from the secret key."
  default     = false
}

variable "rotation_days" {
  type        = map(number)
  description = "Days after which a secret is changed, where it is not what is usual here."
  default     = {}

  validation {
    condition     = alltrue([for days in values(var.rotation_days) : days >= 1 && days <= 730 && floor(days) == days])
    error_message = "A secret is changed after 1 to 730 whole days."
  }

  validation {
    condition = length(setsubtract(keys(var.rotation_days), [
      "secret-key", "database-url", "owner-database-url", "smtp-url", "stripe-key",
      "stripe-webhook-secret", "sentry-dsn", "blueprint-seeds", "aws-credentials",
    ])) == 0
    error_message = "rotation_days names files of secrets: secret-key, database-url, owner-database-url, smtp-url, stripe-key, stripe-webhook-secret, sentry-dsn, blueprint-seeds, aws-credentials."
  }
}

variable "workers" {
  type        = map(list(string))
  description = "Groups of workers and the queues each takes, as in the chart."
  default     = { mail = ["default", "mail"], bulk = ["mail-bulk"], heavy = ["heavy"], ops = ["ops"] }

  validation {
    condition     = length(setsubtract(flatten(values(var.workers)), ["default", "mail", "mail-bulk", "heavy", "ops"])) == 0
    error_message = "The queues are: default, mail, mail-bulk, heavy, ops."
  }

  validation {
    condition     = length(setsubtract(["default", "mail", "mail-bulk", "heavy", "ops"], flatten(values(var.workers)))) == 0
    error_message = "Each queue needs a group of workers, or its jobs wait for ever."
  }
}
