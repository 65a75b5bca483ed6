"""The door a web server knocks at."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from wolouj.foundation.collector import rest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolouj.config.settings")
application = get_wsgi_application()

_ = get_resolver().url_patterns  # loaded before the collector is told to leave alone what is there
rest()
