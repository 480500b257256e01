"""The last weeks of the demonstration's nation, so that its people find their desks as on any morning."""
