"""What every field of work shares: lists, forms, filters, worklists and pages of dated records about people."""
