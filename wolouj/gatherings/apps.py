from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "wolouj.gatherings"
    label = "gatherings"
