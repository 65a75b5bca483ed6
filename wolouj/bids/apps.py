from django.apps import AppConfig


class BidsConfig(AppConfig):
    name = "wolouj.bids"
    label = "bids"
