"""What a speaker hands out: a photo or a PDF, for whoever has the meeting's public page."""
