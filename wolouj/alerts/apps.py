from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "wolouj.alerts"
    label = "alerts"
