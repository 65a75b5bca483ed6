from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "wolouj.meetings"
    label = "meetings"
