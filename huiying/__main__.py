"""`python -m huiying` is the `huiying` command."""

from huiying.config.cli import main

main()
