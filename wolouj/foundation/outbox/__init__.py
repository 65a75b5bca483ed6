"""What the house says to people outside its pages: a row first, kept, then sent, at least once and told once.

A row has a key that says what it is about, so that the same thing is never written twice; the gateway is handed the
row's id, so that a message sent again after a crash can be dropped there. ``putting`` writes, ``sending`` sends,
``channels`` are the ways out, ``sms`` counts what an SMS holds.
"""
