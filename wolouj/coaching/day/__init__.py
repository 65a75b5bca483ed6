"""The coach's day: what each file risks, whose turn it is, in which order to go."""
