from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "wolouj.orders"
    label = "orders"
