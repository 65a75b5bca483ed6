"""Signatures: counted by batches of paper sheets; lines with an identity number only once the CNDP authorised them."""
