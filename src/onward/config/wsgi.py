"""What the web server runs. It does not start on a login or on row policies that would show too much."""

import gc

from onward.config.upgrading import require_safe_login, start_django

start_django()
require_safe_login()

from django.core.wsgi import get_wsgi_application  # noqa: E402 -- Django first

application = get_wsgi_application()

# What is loaded now stays; to walk through it again and again cost a tenth of each request.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
