from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "wolouj.programme"
    label = "programme"
