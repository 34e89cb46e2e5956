# Two buckets and who may do what in them. Nobody without a login, nobody in both.

terraform {
  required_version = ">= 1.9"
}

locals {
  buckets = {
    files = {
      name                = var.files_bucket
      versioning          = true
      block_public_access = true
      lifecycle = [
        { id = "deleted", prefix = "", noncurrent_days = var.deleted_days, days = null, abort_uploads_days = 2 },
      ]
    }
    backups = {
      name                = var.backups_bucket
      versioning          = true
      block_public_access = true
      lifecycle = [
        { id = "kept", prefix = "", noncurrent_days = var.backup_days, days = null, abort_uploads_days = 2 },
      ]
    }
  }

  arn = { for what, bucket in local.buckets : what => "arn:aws:s3:::${bucket.name}" }

  # What the application's login may do. It lists, for the sweep; it cannot touch the backups.
  files = [
    { Sid = "List", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [local.arn.files] },
    { Sid = "Keep", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource = ["${local.arn.files}/*"] },
    { Sid = "NeverBackups", Effect = "Deny", Action = ["s3:*"], Resource = [local.arn.backups, "${local.arn.backups}/*"] },
  ]

  # What the backup's login may do. It never removes a version: whoever steals it destroys nothing.
  backups = [
    { Sid = "List", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [local.arn.backups] },
    { Sid = "Keep", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource = ["${local.arn.backups}/*"] },
    { Sid = "NeverVersions", Effect = "Deny", Action = ["s3:DeleteObjectVersion", "s3:PutBucketVersioning", "s3:PutLifecycleConfiguration"], Resource = [local.arn.backups, "${local.arn.backups}/*"] },
    { Sid = "NeverFiles", Effect = "Deny", Action = ["s3:*"], Resource = [local.arn.files, "${local.arn.files}/*"] },
  ]

  # One city alone: its folder, and a list of nothing else.
  city = { for schema in var.cities : schema => [
    { Sid = "List", Effect = "Allow", Action = ["s3:ListBucket"], Resource = [local.arn.files], Condition = { StringLike = { "s3:prefix" = ["${schema}/*"] } } },
    { Sid = "Read", Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${local.arn.files}/${schema}/*"] },
  ] }

  # On the buckets themselves: nothing in clear over the wire.
  bucket = { for what, arn in local.arn : what => [
    { Sid = "OnlyTls", Effect = "Deny", Principal = "*", Action = ["s3:*"], Resource = [arn, "${arn}/*"], Condition = { Bool = { "aws:SecureTransport" = "false" } } },
  ] }
}
