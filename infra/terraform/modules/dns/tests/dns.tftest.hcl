variables {
  base_domain = "agora.exemple.fr"
  addresses   = { ipv4 = ["192.0.2.10"], ipv6 = ["2001:db8::10"] }
  mail_relay  = "include:spf.relais.fr"
}

run "every_host_leads_to_the_edge" {
  assert {
    condition     = alltrue([for host in ["agora.exemple.fr", "*.agora.exemple.fr", "edge.agora.exemple.fr", "console.agora.exemple.fr", "club.agora.exemple.fr"] : length([for record in output.records : record if record.name == host && contains(["A", "AAAA"], record.type)]) == 2])
    error_message = jsonencode(output.records)
  }
  assert {
    condition     = output.hosts.AGORA_CLUB_HOST == "club.agora.exemple.fr"
    error_message = jsonencode(output.hosts)
  }
}

run "one_authority_and_no_wildcard" {
  assert {
    condition     = [for record in output.records : record.value if record.type == "CAA"] == ["0 issue \"letsencrypt.org\"", "0 issuewild \";\""]
    error_message = jsonencode(output.records)
  }
}

run "mails_leave_through_the_relay_alone" {
  assert {
    condition     = contains([for record in output.records : record.value if record.type == "TXT"], "v=spf1 include:spf.relais.fr -all")
    error_message = jsonencode(output.records)
  }
}

run "a_domain_that_sends_nothing_says_so" {
  variables {
    mail_relay = ""
  }
  assert {
    condition     = contains([for record in output.records : record.value if record.type == "TXT"], "v=spf1 -all")
    error_message = jsonencode(output.records)
  }
}

run "hosts_may_be_elsewhere" {
  variables {
    provider_host = "console.agence.fr"
    dmarc_reports = "dmarc@agence.fr"
  }
  assert {
    condition     = output.hosts.AGORA_PROVIDER_HOST == "console.agence.fr"
    error_message = jsonencode(output.hosts)
  }
  assert {
    condition     = anytrue([for record in output.records : endswith(record.value, "rua=mailto:dmarc@agence.fr")])
    error_message = jsonencode(output.records)
  }
}

run "a_domain_with_capitals_is_refused" {
  command = plan
  variables {
    base_domain = "Agora.fr"
  }
  expect_failures = [var.base_domain]
}

run "a_console_that_is_no_host_is_refused" {
  command = plan
  variables {
    provider_host = "console"
  }
  expect_failures = [var.provider_host]
}

run "a_club_that_is_no_host_is_refused" {
  command = plan
  variables {
    club_host = "le club"
  }
  expect_failures = [var.club_host]
}

run "one_host_for_two_is_refused" {
  command = plan
  variables {
    provider_host = "a.exemple.fr"
    club_host     = "a.exemple.fr"
  }
  expect_failures = [var.club_host]
}

run "an_edge_without_address_is_refused" {
  command = plan
  variables {
    addresses = { ipv4 = [] }
  }
  expect_failures = [var.addresses]
}

run "an_address_that_is_none_is_refused" {
  command = plan
  variables {
    addresses = { ipv4 = ["192.0.2.300"] }
  }
  expect_failures = [var.addresses]
}

run "an_old_address_among_the_new_is_refused" {
  command = plan
  variables {
    addresses = { ipv4 = ["192.0.2.10"], ipv6 = ["192.0.2.10"] }
  }
  expect_failures = [var.addresses]
}

run "an_authority_that_is_none_is_refused" {
  command = plan
  variables {
    certificate_authority = "personne"
  }
  expect_failures = [var.certificate_authority]
}

run "a_relay_not_written_as_in_spf_is_refused" {
  command = plan
  variables {
    mail_relay = "spf.relais.fr"
  }
  expect_failures = [var.mail_relay]
}

run "reports_to_nobody_are_refused" {
  command = plan
  variables {
    dmarc_reports = "agence"
  }
  expect_failures = [var.dmarc_reports]
}

run "an_answer_kept_for_a_second_is_refused" {
  command = plan
  variables {
    seconds = 1
  }
  expect_failures = [var.seconds]
}
