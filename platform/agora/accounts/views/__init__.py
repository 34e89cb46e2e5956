"""Pages of accounts: coming in (`entrance`), staying safe (`security`), one's own page (`me`)."""
