"""`python -m poplit` is the same as `poplit`."""

import sys

from poplit.cli import main

sys.exit(main())
