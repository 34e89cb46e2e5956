output "egress" {
  description = "For each process, where it may go."
  value       = local.out
}

output "ingress" {
  description = "For each process, who may come and to which door."
  value       = local.in
}

output "edge" {
  description = "What the edge takes and where it goes."
  value       = local.edge
}
