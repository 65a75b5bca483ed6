from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    name = "wolouj.advocacy"
    label = "advocacy"
