"""A synthetic nation, the replay of the published traffic, and stories."""
