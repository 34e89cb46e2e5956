variables {
  cities        = 3
  residents     = 40000
  peak_requests = 5
}

run "three_small_cities_fit_in_two_replicas" {
  assert {
    condition     = output.web.replicas == 2 && output.web.workers == 3 && output.web.threads == 8
    error_message = jsonencode(output.web)
  }
  assert {
    condition     = output.web.pool == output.web.threads
    error_message = "A thread without a connection of its own waits."
  }
  assert {
    condition     = output.database.max_locks_per_transaction == 256
    error_message = jsonencode(output.database)
  }
  assert {
    condition     = output.database.cities_of_a_backend == 3
    error_message = "In ten minutes a connection has seen all three cities."
  }
  assert {
    condition     = output.database.memory <= 4096
    error_message = "${output.database.memory} MB for three cities."
  }
  assert {
    condition     = length(output.next) == 0
    error_message = join(" ", output.next)
  }
}

run "one_processor_waits_for_the_database_with_one_process_more" {
  variables {
    web_cores = 1
  }
  assert {
    condition     = output.web.workers == 2
    error_message = jsonencode(output.web)
  }
}

run "memory_bounds_the_processes" {
  variables {
    web_cores  = 8
    web_memory = 512
  }
  assert {
    condition     = output.web.workers == 3
    error_message = jsonencode(output.web)
  }
}

run "more_pages_want_more_replicas" {
  variables {
    cities        = 100
    residents     = 2000000
    peak_requests = 200
  }
  assert {
    condition     = output.web.replicas == 5 && output.web.pages >= 200
    error_message = jsonencode(output.web)
  }
  assert {
    condition     = output.database.memory_of_backends > output.database.shared_buffers
    error_message = "At a hundred cities the connections weigh more than the rows kept in memory."
  }
  assert {
    condition     = output.database.max_connections > output.web.replicas * output.web.workers * output.web.threads
    error_message = jsonencode(output.database)
  }
  assert {
    condition     = anytrue([for line in output.next : startswith(line, "affinity")])
    error_message = "Nobody says that the connections take ${output.database.memory_of_backends} MB."
  }
}

run "affinity_shares_the_cities_among_the_connections" {
  variables {
    cities        = 100
    residents     = 2000000
    peak_requests = 200
    groups        = 4
  }
  assert {
    condition     = output.database.cities_of_a_backend == 25
    error_message = jsonencode(output.database)
  }
  assert {
    condition     = !anytrue([for line in output.next : startswith(line, "affinity")])
    error_message = join(" ", output.next)
  }
}

run "few_visits_touch_few_cities" {
  variables {
    cities        = 300
    peak_requests = 1
    residents     = 3000000
  }
  assert {
    condition     = output.database.cities_of_a_backend < 30
    error_message = "${output.database.cities_of_a_backend} cities for a dozen pages."
  }
  assert {
    condition     = anytrue([for line in output.next : startswith(line, "cell")])
    error_message = "Three hundred cities, and nobody speaks of a second cell."
  }
}

run "no_city_is_refused" {
  command = plan
  variables {
    cities = 0
  }
  expect_failures = [var.cities]
}

run "too_many_cities_are_refused" {
  command = plan
  variables {
    cities = 301
  }
  expect_failures = [var.cities]
}

run "half_a_resident_is_refused" {
  command = plan
  variables {
    residents = 0.5
  }
  expect_failures = [var.residents]
}

run "no_visit_is_refused" {
  command = plan
  variables {
    peak_requests = 0
  }
  expect_failures = [var.peak_requests]
}

run "a_page_that_costs_nothing_is_refused" {
  command = plan
  variables {
    milliseconds_per_request = 0
  }
  expect_failures = [var.milliseconds_per_request]
}

run "a_crumb_of_a_core_is_refused" {
  command = plan
  variables {
    web_cores = 0.1
  }
  expect_failures = [var.web_cores]
}

run "too_little_memory_is_refused" {
  command = plan
  variables {
    web_memory = 128
  }
  expect_failures = [var.web_memory]
}

run "no_thread_is_refused" {
  command = plan
  variables {
    web_threads = 0
  }
  expect_failures = [var.web_threads]
}

run "no_replica_is_refused" {
  command = plan
  variables {
    least_replicas = 0
  }
  expect_failures = [var.least_replicas]
}

run "a_queue_without_a_worker_is_refused" {
  command = plan
  variables {
    workers = { all = { queues = ["default", "mail", "heavy", "ops"], replicas = 1, concurrency = 4 } }
  }
  expect_failures = [var.workers]
}

run "a_worker_that_does_nothing_is_refused" {
  command = plan
  variables {
    workers = { all = { queues = ["default", "mail", "mail-bulk", "heavy", "ops"], replicas = 1, concurrency = 0 } }
  }
  expect_failures = [var.workers]
}

run "three_days_of_backups_are_refused" {
  command = plan
  variables {
    backup_days = 3
  }
  expect_failures = [var.backup_days]
}

run "a_city_that_weighs_nothing_is_refused" {
  command = plan
  variables {
    megabytes_per_city = 0
  }
  expect_failures = [var.megabytes_per_city]
}

run "no_group_is_refused" {
  command = plan
  variables {
    groups = 0
  }
  expect_failures = [var.groups]
}
