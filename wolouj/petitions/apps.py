from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "wolouj.petitions"
    label = "petitions"
