from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "wolouj.matching"
    label = "matching"
