"""The replay's plan: who says what on which simulated day, so that the traffic is the published one. Pure."""
