run "the_internet_reaches_the_edge_alone" {
  assert {
    condition     = alltrue(flatten([for rules in values(output.ingress) : [for rule in rules : rule.from != "internet"]]))
    error_message = "A process is open to everybody."
  }
  assert {
    condition     = [for rule in output.edge.in : rule.port] == [80, 443]
    error_message = jsonencode(output.edge)
  }
}

run "only_the_web_has_a_public_door" {
  assert {
    condition     = [for who, rules in output.ingress : who if anytrue([for rule in rules : rule.port == 8000])] == ["web"]
    error_message = "Another process listens for pages."
  }
  assert {
    condition     = length(output.ingress.backup) == 0 && length(output.ingress.release) == 0
    error_message = "A job that listens."
  }
}

run "no_page_sends_a_mail_or_a_payment" {
  variables {
    payment = true
  }
  assert {
    condition     = alltrue([for rule in output.egress.web : !contains(["smtp", "payment"], rule.to)])
    error_message = jsonencode(output.egress.web)
  }
  assert {
    condition     = anytrue([for rule in output.egress.worker-mail : rule.to == "smtp" && rule.port == 587])
    error_message = "The worker of mails sends none."
  }
  assert {
    condition     = anytrue([for rule in output.egress.worker-bulk : rule.to == "payment"])
    error_message = "No worker speaks to the payment."
  }
}

run "everybody_asks_names_and_the_database" {
  assert {
    condition     = alltrue([for rules in values(output.egress) : contains(rules[*].to, "dns") && contains(rules[*].to, "postgresql")])
    error_message = "A process without database."
  }
}

run "what_is_not_used_is_closed" {
  variables {
    object_storage     = false
    backups_to_storage = false
    mail               = false
  }
  assert {
    condition     = distinct(flatten([for rules in values(output.egress) : rules[*].to])) == tolist(["dns", "postgresql", "web"])
    error_message = join(" ", distinct(flatten([for rules in values(output.egress) : rules[*].to])))
  }
}

run "a_database_without_port_is_refused" {
  command = plan
  variables {
    database_port = 0
  }
  expect_failures = [var.database_port]
}

run "mail_between_servers_is_refused" {
  command = plan
  variables {
    smtp_port = 25
  }
  expect_failures = [var.smtp_port]
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
