"""What changes more than one relief record, or a record's state: keyword-only, atomic, with the actor and an audit row."""
