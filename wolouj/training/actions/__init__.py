"""All writing of the training room."""
