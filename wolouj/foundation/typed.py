"""What a person types in a box, cleaned as the documents of others are (:mod:`wolouj.foundation.clean`)."""

from __future__ import annotations

from typing import Any

from django import forms

from wolouj.foundation.clean import Unclean, clean
from wolouj.foundation.words import say


class TypedText(forms.CharField):
    """A text: harmless marks are dropped, control characters and those that turn the reading around are refused.

    ``lines=True`` keeps line breaks.
    """

    def __init__(self, *, lines: bool = False, **kwargs: Any) -> None:
        self.lines = lines
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The box takes the direction of what is typed: ``12/2026/DAF`` would read ``DAF/12/2026`` otherwise. It has
        no ``maxlength``: a browser cuts what is pasted there without a word, a form says it and keeps every letter."""
        attrs = {"dir": "auto"} | super().widget_attrs(widget) | widget.attrs
        return {name: value for name, value in attrs.items() if name != "maxlength"}

    def to_python(self, value: Any) -> Any:
        """The clean text; checked for its length afterwards, so that dropped marks do not count."""
        text = super().to_python(value)
        if not isinstance(text, str) or text in self.empty_values:
            return text
        try:
            return clean(text, lines=self.lines) or self.empty_value
        except Unclean as refusal:
            raise forms.ValidationError(say(f"foundation.{refusal.key}", code=refusal.code)) from refusal
