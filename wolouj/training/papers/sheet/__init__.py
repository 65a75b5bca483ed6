"""The presence sheet of a session: a row a learner, a column to sign for each half-day."""
