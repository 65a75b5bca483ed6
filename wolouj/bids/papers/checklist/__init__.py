"""What to attach, and the deposit by hand on the portal: one page in Arabic, one in French, boxes to tick."""
