from django.apps import AppConfig


class GuidesConfig(AppConfig):
    name = "wolouj.guides"
    label = "guides"
