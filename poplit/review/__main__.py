"""`python -m poplit.review FOLDER`: write the reviewers' pages, as Markdown, into a folder that holds nothing else."""

import sys
from pathlib import Path

from poplit.knowledge import KnowledgeError, load
from poplit.review.site import write


def main() -> int:
    """Write the pages and say how many; exit status 2 when the knowledge base or the command is wrong."""
    if len(sys.argv) != 2:
        print("usage: python -m poplit.review FOLDER", file=sys.stderr)
        return 2
    try:
        written = write(load(with_lines=True), Path(sys.argv[1]))
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(written)} pages for reviewers in {sys.argv[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
