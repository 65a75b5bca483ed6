from django.apps import AppConfig


class StructuresConfig(AppConfig):
    name = "wolouj.structures"
    label = "structures"
