"""Signing in: e-mail, password and a second factor; sessions; invitations. Built on django-allauth."""
