from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "wolouj.support"
    label = "support"
