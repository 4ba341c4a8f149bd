"""`python -m kaskad_tui` is `kaskad-tui`."""

from kaskad_tui.cli import main

if __name__ == "__main__":
    main()
