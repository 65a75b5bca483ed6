from django.apps import AppConfig


class CofinancingConfig(AppConfig):
    name = "wolouj.cofinancing"
    label = "cofinancing"
