"""Import of datasets from xlsx and csv: declared columns, a checked template, a preview, and a job that writes."""
