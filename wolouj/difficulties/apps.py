from django.apps import AppConfig


class DifficultiesConfig(AppConfig):
    name = "wolouj.difficulties"
    label = "difficulties"
