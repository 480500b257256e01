"""What the web server runs on a replayed nation: the service, its clock standing where the replay ended."""

from django.conf import settings

from onward.config.wsgi import application
from onward.demo.replay.ending import standing_clock

__all__ = ["application"]

settings.ONWARD_CLOCK = standing_clock()
