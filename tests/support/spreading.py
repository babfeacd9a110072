"""Which tests a worker takes together: those of one file, since they share what they built; walks role by role.

A walk of one role takes as long as a large file, and all walks of a file on one worker kept it busy for minutes after
the other had nothing left. So they are taken one by one, and before all else: what is short fills up the end.
"""

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# Files whose tests share nothing and are long each.
WALKS = (
    "tests/test_access_matrix.py",
    "tests/test_access_petitions.py",
    "tests/test_access_of_kinds.py",
)


class Spreading(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return nodeid if file in WALKS else file

    def _assign_work_unit(self, node: object) -> None:
        walk = next((scope for scope in self.workqueue if scope.startswith(WALKS)), None)
        if walk is not None:
            self.workqueue.move_to_end(walk, last=False)
        super()._assign_work_unit(node)
