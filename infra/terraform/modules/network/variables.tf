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

variable "database_port" {
  type        = number
  description = "Port of PostgreSQL, or of a pooler in session mode."
  default     = 5432

  validation {
    condition     = var.database_port > 0 && var.database_port < 65536 && floor(var.database_port) == var.database_port
    error_message = "database_port is a port."
  }
}

variable "smtp_port" {
  type        = number
  description = "Port of the mail relay; 25 is for servers among themselves."
  default     = 587

  validation {
    condition     = contains([465, 587, 2525], var.smtp_port)
    error_message = "smtp_port is 465, 587 or 2525: on port 25 hosts drop what is sent."
  }
}

variable "object_storage" {
  type        = bool
  description = "Files are in a bucket."
  default     = true
}

variable "backups_to_storage" {
  type        = bool
  description = "Backups go into a bucket."
  default     = true
}

variable "mail" {
  type        = bool
  description = "Mails leave."
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
