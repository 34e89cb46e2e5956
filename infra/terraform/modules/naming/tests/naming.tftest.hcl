variables {
  organisation = "agence-sud"
  environment  = "production"
  owner        = "exploitation"
}

run "names_say_whose_they_are" {
  assert {
    condition     = output.prefix == "agence-sud-production"
    error_message = "prefix: ${output.prefix}"
  }
  assert {
    condition     = output.names.files_bucket == "agence-sud-production-files"
    error_message = "files bucket: ${output.names.files_bucket}"
  }
  assert {
    condition     = output.names.files_bucket != output.names.backups_bucket
    error_message = "Files and backups share a bucket."
  }
  assert {
    condition     = contains(output.workloads, "worker-bulk") && length(output.workloads) == 10
    error_message = "workloads: ${join(" ", output.workloads)}"
  }
  assert {
    condition     = output.labels["agora/cell"] == "1"
    error_message = "A label holds text."
  }
}

run "a_second_cell_has_names_of_its_own" {
  variables {
    cell = 2
  }
  assert {
    condition     = output.names.namespace == "agence-sud-production-c2"
    error_message = "namespace: ${output.names.namespace}"
  }
}

run "forty_letters_still_fit" {
  variables {
    organisation = "a234567890123456789012345678901234567890"
    cell         = 99
  }
  assert {
    condition     = alltrue([for name in values(output.names) : length(name) <= 63])
    error_message = "A name is too long."
  }
}

run "capitals_are_refused" {
  command = plan
  variables {
    organisation = "Agence"
  }
  expect_failures = [var.organisation]
}

run "too_long_a_name_is_refused" {
  command = plan
  variables {
    organisation = "a2345678901234567890123456789012345678901234567890"
  }
  expect_failures = [terraform_data.checked]
}

run "an_unknown_environment_is_refused" {
  command = plan
  variables {
    environment = "prod"
  }
  expect_failures = [var.environment]
}

run "an_owner_that_is_no_label_is_refused" {
  command = plan
  variables {
    owner = "l'équipe"
  }
  expect_failures = [var.owner]
}

run "half_a_cell_is_refused" {
  command = plan
  variables {
    cell = 1.5
  }
  expect_failures = [var.cell]
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
