"""`python -m agora.cli` is `agora`."""

from agora.cli import main

main()
