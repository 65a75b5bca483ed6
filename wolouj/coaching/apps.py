from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "wolouj.coaching"
    label = "coaching"
