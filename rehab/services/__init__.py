"""What changes more than one rehab record, or a record's state: keyword-only, atomic, with the actor and an audit row."""
