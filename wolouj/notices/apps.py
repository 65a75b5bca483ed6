from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "wolouj.notices"
    label = "notices"
