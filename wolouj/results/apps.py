from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "wolouj.results"
    label = "results"
