from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "wolouj.training"
    label = "training"
