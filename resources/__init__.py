"""What ships beside the code: trust lists, fingerprints, products, providers, words, the schema of a report."""

from pathlib import Path
from typing import Final

# a plain path, also where the program is bundled: importlib.resources would load tempfile and all that it needs
FOLDER: Final = Path(__path__[0])
