"""The composition root: environment, settings, urls, wsgi."""
