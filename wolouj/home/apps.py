from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "wolouj.home"
    label = "home"
