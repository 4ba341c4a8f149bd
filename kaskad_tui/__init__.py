"""Read the news of kaskad.tv, and of any other site, in the terminal."""

__version__ = "0.1.0"
