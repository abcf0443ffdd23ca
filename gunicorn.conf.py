"""The settings that gunicorn reads when started in this directory: those of `python -m web`."""

from web.serving import *  # noqa: F403
