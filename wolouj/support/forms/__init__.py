"""What is typed in this room. Forms check; they save nothing."""
