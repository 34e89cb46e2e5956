variables {
  files_bucket   = "agence-sud-production-files"
  backups_bucket = "agence-sud-production-backups"
}

run "nobody_without_a_login_gets_in" {
  assert {
    condition     = alltrue([for bucket in values(output.buckets) : bucket.block_public_access && bucket.versioning])
    error_message = "A bucket is open, or keeps no versions."
  }
  assert {
    condition = alltrue(flatten([for policy in concat(values(output.login_policies), values(output.bucket_policies)) : [
      for statement in jsondecode(policy).Statement : try(statement.Principal, "") != "*" || statement.Effect == "Deny"
    ]]))
    error_message = "A policy allows everybody something."
  }
}

run "no_login_opens_the_other_bucket" {
  assert {
    condition = alltrue(flatten([for who, other in { files = "backups", backups = "files" } : [
      for statement in jsondecode(output.login_policies[who]).Statement :
      statement.Effect == "Deny" || alltrue([for there in statement.Resource : !strcontains(there, output.buckets[other].name)])
    ]]))
    error_message = "The files' login reads backups, or the other way."
  }
  assert {
    condition = alltrue([for who, other in { files = "backups", backups = "files" } : anytrue([
      for statement in jsondecode(output.login_policies[who]).Statement :
      statement.Effect == "Deny" && contains(statement.Action, "s3:*") && contains(statement.Resource, "arn:aws:s3:::${output.buckets[other].name}/*")
    ])])
    error_message = "Nothing forbids a login the other bucket."
  }
}

run "a_backup_cannot_be_destroyed_by_its_own_login" {
  assert {
    condition = anytrue([for statement in jsondecode(output.login_policies.backups).Statement :
      statement.Effect == "Deny" && contains(statement.Action, "s3:DeleteObjectVersion") && contains(statement.Action, "s3:PutLifecycleConfiguration")
    ])
    error_message = "A stolen login of the backups removes them for good."
  }
  assert {
    condition     = output.buckets.backups.lifecycle[0].noncurrent_days == 30
    error_message = jsonencode(output.buckets.backups)
  }
}

run "a_city_reads_its_folder_alone" {
  variables {
    cities = ["t_villeneuve00", "t_montclair000"]
  }
  assert {
    condition = alltrue(flatten([for schema, policy in output.city_policies : [
      for statement in jsondecode(policy).Statement : alltrue([
        for there in statement.Resource :
        there == "arn:aws:s3:::agence-sud-production-files/${schema}/*" ||
        (there == "arn:aws:s3:::agence-sud-production-files" && try(join(" ", statement.Condition.StringLike["s3:prefix"]), "") == "${schema}/*")
      ])
    ]]))
    error_message = "A city's login sees more than its folder."
  }
  assert {
    condition     = alltrue([for policy in values(output.city_policies) : !strcontains(policy, "PutObject") && !strcontains(policy, "DeleteObject")])
    error_message = "A city's login writes."
  }
}

run "what_is_deleted_is_gone_after_a_month" {
  assert {
    condition     = output.buckets.files.lifecycle[0].noncurrent_days == 30
    error_message = jsonencode(output.buckets.files)
  }
}

run "one_bucket_for_both_is_refused" {
  command = plan
  variables {
    backups_bucket = "agence-sud-production-files"
  }
  expect_failures = [var.backups_bucket]
}

run "a_bucket_with_capitals_is_refused" {
  command = plan
  variables {
    files_bucket = "Agence"
  }
  expect_failures = [var.files_bucket]
}

run "backups_with_a_dot_are_refused" {
  command = plan
  variables {
    backups_bucket = "agence.sud"
  }
  expect_failures = [var.backups_bucket]
}

run "a_day_of_backups_is_refused" {
  command = plan
  variables {
    backup_days = 1
  }
  expect_failures = [var.backup_days]
}

run "deleted_for_a_year_is_refused" {
  command = plan
  variables {
    deleted_days = 365
  }
  expect_failures = [var.deleted_days]
}

run "a_folder_that_is_no_city_is_refused" {
  command = plan
  variables {
    cities = ["t_*"]
  }
  expect_failures = [var.cities]
}
