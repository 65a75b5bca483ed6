"""The calculators: a short form in the address, an answer from the rulebook.

Each module has one function, ``answer(asked, at=…)``: what the form read, the instant it is asked, and out comes a
:class:`~wolouj.guides.tools.shown.Shown`. Forms are in ``guides/forms.py``.
"""
