"""The test before and after on paper: pictures to look at, boxes to tick."""
