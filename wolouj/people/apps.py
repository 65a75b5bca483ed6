from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "wolouj.people"
    label = "people"
