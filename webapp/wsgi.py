"""What a WSGI server loads: `gunicorn webapp.wsgi:app`."""

from __future__ import annotations

import os

from webapp.app import create_app
from webapp.config import Settings

app = create_app(Settings.from_env(os.environ))
