variable "files_bucket" {
  type        = string
  description = "Name of the bucket of files (module naming)."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.files_bucket))
    error_message = "files_bucket holds 3 to 63 small letters, digits and hyphens."
  }
}

variable "backups_bucket" {
  type        = string
  description = "Name of the bucket of backups: never that of the files."

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.backups_bucket))
    error_message = "backups_bucket holds 3 to 63 small letters, digits and hyphens."
  }

  validation {
    condition     = var.backups_bucket != var.files_bucket
    error_message = "Backups in the bucket of the files are lost with it."
  }
}

variable "backup_days" {
  type        = number
  description = "Days a backup is kept."
  default     = 30

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 400 && floor(var.backup_days) == var.backup_days
    error_message = "backup_days is a whole number from 7 to 400."
  }
}

variable "deleted_days" {
  type        = number
  description = "Days a file that was deleted can be taken back; afterwards it is gone, as personal data must be."
  default     = 30

  validation {
    condition     = var.deleted_days >= 1 && var.deleted_days <= 90 && floor(var.deleted_days) == var.deleted_days
    error_message = "deleted_days is a whole number from 1 to 90: what people erase may not stay for ever."
  }
}

variable "cities" {
  type        = set(string)
  description = "Schemas of cities that need a login of their own (moves, handing over): t_ and twelve letters or digits."
  default     = []

  validation {
    condition     = alltrue([for schema in var.cities : can(regex("^t_[a-z0-9]{12}$", schema))])
    error_message = "A city is named by its schema: t_ and twelve small letters or digits."
  }
}
