variable "cities" {
  type        = number
  description = "Cities served."

  validation {
    condition     = var.cities >= 1 && floor(var.cities) == var.cities
    error_message = "cities is a whole number, one at least."
  }

  validation {
    condition     = var.cities <= 300
    error_message = "A cell holds 300 cities at most: the catalogue and the memory of the connections grow with them. Plan a second cell (docs/explanation/passage-a-l-echelle.md)."
  }
}

variable "residents" {
  type        = number
  description = "Residents of all the cities together."

  validation {
    condition     = var.residents >= 0 && floor(var.residents) == var.residents
    error_message = "residents is a whole number."
  }
}

variable "peak_requests" {
  type        = number
  description = "Pages a second at the busiest minute, all cities together."

  validation {
    condition     = var.peak_requests > 0 && var.peak_requests <= 2000
    error_message = "peak_requests lies between 0 and 2000 pages a second."
  }
}

variable "milliseconds_per_request" {
  type        = number
  description = "Processor time of one page in the web server. Measure it where it runs: it is the one figure that follows the machine."
  default     = 25

  validation {
    condition     = var.milliseconds_per_request > 0 && var.milliseconds_per_request <= 1000
    error_message = "milliseconds_per_request lies between 0 and 1000."
  }
}

variable "web_cores" {
  type        = number
  description = "Processors of one web replica; a share is allowed."
  default     = 2

  validation {
    condition     = var.web_cores >= 0.25 && var.web_cores <= 32
    error_message = "web_cores lies between 0.25 and 32."
  }
}

variable "web_memory" {
  type        = number
  description = "Megabytes of one web replica."
  default     = 768

  validation {
    condition     = var.web_memory >= 256 && var.web_memory <= 65536
    error_message = "web_memory lies between 256 and 65536 megabytes: one process wants 150, its master 60."
  }
}

variable "web_threads" {
  type        = number
  description = "Threads of one web process (AGORA_WEB_THREADS)."
  default     = 8

  validation {
    condition     = var.web_threads >= 1 && var.web_threads <= 64 && floor(var.web_threads) == var.web_threads
    error_message = "web_threads is a whole number from 1 to 64."
  }
}

variable "least_replicas" {
  type        = number
  description = "Web replicas whatever the load: two survive the loss of one machine."
  default     = 2

  validation {
    condition     = var.least_replicas >= 1 && var.least_replicas <= 20 && floor(var.least_replicas) == var.least_replicas
    error_message = "least_replicas is a whole number from 1 to 20."
  }
}

variable "workers" {
  type        = map(object({ queues = list(string), replicas = number, concurrency = number }))
  description = "Groups of workers, as in the chart: the queues each takes, its replicas, the jobs one replica runs at once."
  default = {
    mail  = { queues = ["default", "mail"], replicas = 2, concurrency = 4 }
    bulk  = { queues = ["mail-bulk"], replicas = 1, concurrency = 2 }
    heavy = { queues = ["heavy"], replicas = 1, concurrency = 1 }
    ops   = { queues = ["ops"], replicas = 1, concurrency = 2 }
  }

  validation {
    condition     = toset(flatten([for group in values(var.workers) : group.queues])) == toset(["default", "mail", "mail-bulk", "heavy", "ops"])
    error_message = "The groups take the queues default, mail, mail-bulk, heavy and ops: all of them, and no other."
  }

  validation {
    condition     = alltrue([for group in values(var.workers) : group.replicas >= 1 && group.concurrency >= 1 && group.concurrency <= 32])
    error_message = "A group has one replica at least, of 1 to 32 jobs at once."
  }
}

variable "backup_days" {
  type        = number
  description = "Days one may go back in time."
  default     = 30

  validation {
    condition     = var.backup_days >= 7 && var.backup_days <= 400 && floor(var.backup_days) == var.backup_days
    error_message = "backup_days is a whole number from 7 to 400."
  }
}

variable "megabytes_per_city" {
  type        = number
  description = "What a connection keeps for each city it has seen: 1.5 measured with the 52 tables of today (`make bench ONLY=memory`), 4 with a house of 101 tables, which is what we plan for."
  default     = 4

  validation {
    condition     = var.megabytes_per_city >= 1 && var.megabytes_per_city <= 16
    error_message = "megabytes_per_city lies between 1 and 16."
  }
}

variable "groups" {
  type        = number
  description = "Groups of web replicas among which the edge shares the cities (affinity); 1: every replica serves every city."
  default     = 1

  validation {
    condition     = var.groups >= 1 && var.groups <= 10 && floor(var.groups) == var.groups
    error_message = "groups is a whole number from 1 to 10."
  }
}
