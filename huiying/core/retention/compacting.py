"""What erased words left behind: old tokens in the pages of the index, old rows in free pages of the database.

On SQLite both stay in the file until it is optimised and vacuumed; on PostgreSQL VACUUM frees the rows. Neither reaches
into backups. It is long on a large database, so work does it at night.
"""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from huiying.core.retention.models import Batch
from huiying.core.search import services as search

# By the installation's own clock time.
_NIGHT = range(1, 5)


def compact_at_night(at: datetime, limit: int) -> int:
    """A kind of work: once, in the night after a batch was finished."""
    if timezone.localtime(at).hour in _NIGHT and waiting():
        compact(at)
    return 0


def waiting() -> bool:
    """Whether something was erased since the last time, and nothing is being erased."""
    under_way = Batch.objects.filter(approved=True, finished_at__isnull=True).exists()
    return not under_way and _finished().exists()


def compact(at: datetime) -> None:
    """Outside a transaction."""
    rows = list(_finished().values_list("pk", flat=True))
    search.compact()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            # Until then the old pages lie in the log beside the file.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM people_person, people_sealedtext, files_file")
    Batch.objects.filter(pk__in=rows).update(compacted_at=at)


def _finished() -> QuerySet[Batch]:
    return Batch.objects.filter(approved=True, finished_at__isnull=False, compacted_at__isnull=True)
