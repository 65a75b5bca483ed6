"""The addresses this room's pages meet: all those of the house, which its lists lead to."""

from wolouj.config.urls import urlpatterns as urlpatterns
