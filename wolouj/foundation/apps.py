from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "wolouj.foundation"
    label = "foundation"

    def ready(self) -> None:
        """The one lookup of our own is known from the start."""
        from wolouj.foundation.lookups import register

        register()
