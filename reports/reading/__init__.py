"""Text in, statements out: files, sections, clauses, figures, deeds, admissions.

Where `make fast` has compiled this very source, the compiled modules are loaded in its place: the same output, sooner.
"""

import sys

from reports.reading.version import compiled

if _place := compiled():
    __path__.insert(0, str(_place / "reports" / "reading"))
    # Compiled modules share one library, which stands beside their packages.
    sys.path.append(str(_place))
