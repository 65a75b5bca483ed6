from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "wolouj.foundation"
    label = "foundation"
