"""The replay: the published fourteen months through the real intake, at simulated dates."""
