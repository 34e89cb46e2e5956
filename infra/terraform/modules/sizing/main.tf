# From cities, residents and pages a second to replicas, connections, memory and disks.
#
# What is measured is named with its bench; the rest is a margin, and says so.

terraform {
  required_version = ">= 1.9"
}

locals {
  # Megabytes. A connection that has seen nothing was measured at 1.5 of its own
  # (`make bench ONLY=memory`); the rest is room for its sorts and its share of the system's tables.
  backend    = 12
  empty_city = 6.5
  master     = 60 # agora.conf.process: MASTER, WORKER
  worker     = 150
  pool_life  = 600 # seconds a connection of the pool lives (settings: max_lifetime)

  # Margins, not measures.
  busy           = 0.6  # share of the processors a peak may take
  per_thousand   = 4    # megabytes of rows and indexes for a thousand residents
  wal            = 8192 # megabytes of journal kept on the server
  system         = 1024 # megabytes left to the system and to PostgreSQL's own processes
  locks_at_once  = 6000 # two schemas dropped at once: 2,969 locks each
  reserved       = 10   # connections for people and for the watch
  daily_share    = 0.05 # of the rows written anew each day, as journal
  files_thousand = 60   # megabytes of photos and documents for a thousand residents

  # One process a core and one more to wait on the database, as far as memory goes: the formula of
  # agora.conf.process.workers_for, whose rounding halves go to the even number.
  whole   = floor(var.web_cores)
  part    = var.web_cores - local.whole
  rounded = local.part > 0.5 || (local.part == 0.5 && local.whole % 2 == 1) ? local.whole + 1 : local.whole
  workers = max(1, min(local.rounded + 1, floor((var.web_memory - local.master) / local.worker)))

  # A process that waits uses no core: more of them than cores serve no more pages.
  pages_of_a_replica = min(local.workers, var.web_cores) * local.busy * 1000 / var.milliseconds_per_request
  replicas           = max(var.least_replicas, ceil(var.peak_requests / local.pages_of_a_replica))

  of_web     = local.replicas * local.workers * var.web_threads
  surge      = local.workers * var.web_threads # one replica more while a release rolls
  of_workers = sum([for group in values(var.workers) : group.replicas * (group.concurrency + 1)])
  of_others  = 2 + 4 + 2 # scheduler; release and check; backup
  backends   = local.of_web + local.surge + local.of_workers + local.of_others
  most       = ceil((local.backends + local.reserved) / 10) * 10

  # Cities one connection sees in its life, if every city is as likely: the worst case.
  # With affinity a connection sees the cities of its group alone.
  of_group = ceil(var.cities / var.groups)
  asked    = var.peak_requests * local.pool_life / local.of_web
  touched  = ceil(local.of_group * (1 - pow(1 - 1 / local.of_group, local.asked)))

  memory_of_backends = local.backends * local.backend + local.of_web * local.touched * var.megabytes_per_city
  data               = ceil(var.cities * local.empty_city + var.residents / 1000 * local.per_thousand)
  shared             = max(256, min(8192, ceil(local.data / 2)))
  database_memory    = ceil((local.memory_of_backends + local.shared + local.system) / 1024) * 1024
  database_disk      = ceil((local.data * 2.5 + local.wal) / 1024)
  # Two physical copies a week, compressed by half, and the journal between them.
  backup_volume = ceil((local.data * 0.5 * ceil(var.backup_days / 3.5) + local.data * local.daily_share * var.backup_days + local.wal) / 1024)
}
