"""All writing of the room: the directory, referrals."""
