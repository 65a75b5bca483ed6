from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "wolouj.reference"
    label = "reference"
