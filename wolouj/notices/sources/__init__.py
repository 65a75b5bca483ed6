"""One module per way in: bytes or text in, a draft out. Official field names stay in here."""
