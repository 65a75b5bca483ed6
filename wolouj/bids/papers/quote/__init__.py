"""The quote: a page in French, its Arabic mirror, a workbook and a message to share."""
