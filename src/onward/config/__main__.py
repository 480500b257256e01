"""`python -m onward.config` is `./onward`."""

from onward.config.main import main

main()
