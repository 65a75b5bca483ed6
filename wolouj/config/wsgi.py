"""The door a web server knocks at."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wolouj.config.settings")
application = get_wsgi_application()

# What serves lives as long as the process. Loaded now, then left out of Python's collector, which would else walk
# through all of it in the middle of a page that reads thousands of rows (150 ms for nothing on a small machine).
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
