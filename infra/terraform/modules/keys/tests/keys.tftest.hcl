run "the_owner_of_the_schemas_is_mounted_in_four_places" {
  assert {
    condition     = output.secrets["owner-database-url"].mounted_by == tolist(["backup", "proof", "release", "worker-ops"])
    error_message = join(" ", output.secrets["owner-database-url"].mounted_by)
  }
  assert {
    condition     = !contains(output.mounts.web, "owner-database-url") && !contains(output.mounts.worker-mail, "owner-database-url")
    error_message = "A process that reads mails or pages may drop cities."
  }
}

run "no_process_holds_both_logins" {
  assert {
    condition     = alltrue([for files in values(output.mounts) : contains(files, "database-url") != contains(files, "owner-database-url")])
    error_message = "Each process has one login, and one alone."
  }
}

run "what_is_not_used_has_no_secret" {
  variables {
    mail           = false
    object_storage = false
  }
  assert {
    condition     = join(" ", keys(output.secrets)) == "database-url owner-database-url secret-key"
    error_message = join(" ", keys(output.secrets))
  }
}

run "everything_at_once" {
  variables {
    payment   = true
    watched   = true
    own_seeds = true
  }
  assert {
    condition     = length(output.secrets) == 9
    error_message = join(" ", keys(output.secrets))
  }
  assert {
    condition     = alltrue([for one in values(output.secrets) : startswith(one.file, "/etc/agora/secrets/") && endswith(one.setting, "_FILE")])
    error_message = "A secret is no file."
  }
}

run "a_shorter_life_is_kept" {
  variables {
    rotation_days = { secret-key = 30 }
  }
  assert {
    condition     = output.secrets["secret-key"].rotation_days == 30 && output.secrets["database-url"].rotation_days == 180
    error_message = jsonencode(output.secrets)
  }
}

run "a_secret_that_lives_for_ever_is_refused" {
  command = plan
  variables {
    rotation_days = { secret-key = 10000 }
  }
  expect_failures = [var.rotation_days]
}

run "an_unknown_secret_is_refused" {
  command = plan
  variables {
    rotation_days = { password = 30 }
  }
  expect_failures = [var.rotation_days]
}

run "an_unknown_queue_is_refused" {
  command = plan
  variables {
    workers = { all = ["default", "mail", "mail-bulk", "heavy", "ops", "fast"] }
  }
  expect_failures = [var.workers]
}

run "a_queue_that_nobody_takes_is_refused" {
  command = plan
  variables {
    workers = { all = ["default", "mail", "heavy", "ops"] }
  }
  expect_failures = [var.workers]
}
