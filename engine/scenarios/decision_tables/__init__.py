"""Makes flows from the decision tables of other tools, or says what in them has no place in a flow."""

from engine.scenarios.decision_tables import list_functions, number_functions  # noqa: F401  they file the functions
from engine.scenarios.decision_tables.dmn import import_dmn
from engine.scenarios.decision_tables.imported import Imported
from engine.scenarios.decision_tables.jdm import import_jdm

__all__ = ["Imported", "import_dmn", "import_jdm"]
