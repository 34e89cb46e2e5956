variable "organisation" {
  type        = string
  description = "Who provides the service, as in the names of buckets: small letters, digits, hyphens."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", var.organisation)) && !can(regex("--", var.organisation))
    error_message = "organisation begins with a letter and holds small letters, digits and single hyphens: agence-sud."
  }
}

variable "environment" {
  type        = string
  description = "Which installation of this provider: production, staging or a trial."

  validation {
    condition     = contains(["production", "staging", "trial"], var.environment)
    error_message = "environment is one of: production, staging, trial."
  }
}

variable "owner" {
  type        = string
  description = "The team that answers for it, written into the labels."

  validation {
    condition     = can(regex("^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$", var.owner))
    error_message = "owner must be a valid label: letters, digits, dots, hyphens and underscores, 63 at most."
  }
}

variable "cell" {
  type        = number
  description = "Number of the cell, when cities are spread over several installations."
  default     = 1

  validation {
    condition     = var.cell >= 1 && var.cell <= 99 && floor(var.cell) == var.cell
    error_message = "cell is a whole number from 1 to 99."
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
