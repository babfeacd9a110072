"""What is missing or unsafe in this installation, and how to put it right. `huiying doctor` prints it."""

import base64
import binascii
import importlib.util
import ipaddress
import itertools
import os
import shutil
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from huiying.config import doctor_files, ready, secrets
from huiying.config.doctor_rules import calendars, keeping, packs, waiting_mail
from huiying.config.findings import Finding, Findings, note, unsafe, warning
from huiying.core.kinds import N_

LEAST_DISK_BYTES = 1 << 30
KEY_BYTES = 32


def open_to_others() -> bool:
    """Whether anybody but this machine may ask for pages."""
    return bool(set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"})


# --- secrets and files -----------------------------------------------------------------------


def key_ring(at: datetime) -> Findings:
    remedy = N_("Set it from `huiying init --new-secrets`; keep old keys at the end of the ring.")
    for entry in settings.HUIYING_KEYS.split(","):
        name, _colon, key = entry.strip().partition(":")
        if not name or not _is_key(key):
            yield unsafe(N_("HUIYING_KEYS: a key is not `id:base64 of 32 bytes`."), remedy)
    if not _is_key(settings.HUIYING_INDEX_KEY):
        yield unsafe(N_("HUIYING_INDEX_KEY is not 32 bytes in base64, or is a pattern."), remedy)
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 16:
        yield unsafe(N_("HUIYING_SECRET_KEY is short or easily guessed."), remedy)


def _is_key(text: str) -> bool:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    steps = {(after - before) % 256 for before, after in itertools.pairwise(raw)}
    # All bytes alike, or counted up: written by hand, not drawn.
    return len(raw) >= KEY_BYTES and len(steps) > 1


def private_files(at: datetime) -> Findings:
    places = [settings.HOME / secrets.FILE, settings.HUIYING_FILES]
    if connection.vendor == "sqlite":
        places.append(Path(str(settings.DATABASES["default"]["NAME"])))
    for path in places:
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            mode = "700" if path.is_dir() else "600"
            yield unsafe(
                N_("%(path)s can be read by other accounts."),
                "chmod %(mode)s %(path)s",
                path=path,
                mode=mode,
            )


def disk(at: datetime) -> Findings:
    free = shutil.disk_usage(settings.HOME if settings.HOME.exists() else Path.cwd()).free
    if free < LEAST_DISK_BYTES:
        yield warning(
            N_("Only %(free)d MiB are free."),
            N_("Make room on the disk of %(home)s."),
            free=free >> 20,
            home=settings.HOME,
        )


# --- the web side ----------------------------------------------------------------------------


def web(at: datetime) -> Findings:
    if not settings.HUIYING_HOTLINE:
        yield unsafe(
            N_("No number is shown for complaints about the police themselves."),
            N_("Set HUIYING_HOTLINE to the one that is answered where you are."),
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield unsafe(N_("Any host name is answered."), N_("Name yours in HUIYING_HOSTS."))
    if not open_to_others():
        return
    if settings.DEBUG:
        yield unsafe(N_("Debugging is on: errors show their insides."), N_("Unset HUIYING_DEBUG."))
    if settings.DEMONSTRATION:
        yield unsafe(
            N_("The demonstration is open to others: its sign-ins are known and its clock moves."),
            N_("Start without --demo on an empty HUIYING_HOME."),
        )
    if not settings.HTTPS:
        yield unsafe(
            N_("Pages and cookies travel in clear."),
            N_("Put TLS in front; set HUIYING_HTTPS=1, and HUIYING_PROXIED=1 behind a proxy."),
        )


# --- signing in ------------------------------------------------------------------------------


def signing_in(at: datetime) -> Findings:
    from huiying.core.access.signin import factors

    if not settings.HUIYING_REQUIRE_SECOND_FACTOR:
        yield note(
            N_("Staff sign in with a password alone: this is the demonstration."),
            N_(
                "Without --demo a second factor is always asked for;"
                " HUIYING_REQUIRE_SECOND_FACTOR=1 asks for it here too."
            ),
        )
    elif names := factors.without_factor():
        shown = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
        yield note(
            N_("%(count)d open accounts have no second factor of ours: %(names)s."),
            N_("Each is led to set one up when it next signs in; close those that nobody uses."),
            count=len(names),
            names=shown,
        )
    for entry in settings.HUIYING_NETWORKS:
        try:
            ipaddress.ip_network(entry.partition("=")[0].strip(), strict=False)
        except ValueError:
            yield warning(
                N_("HUIYING_NETWORKS: %(entry)s is not a network."),
                N_("Write it as 10.1.0.0/16=QH."),
                entry=entry,
            )


def single_sign_on(at: datetime) -> Findings:
    from huiying.core.access.signin import oidc
    from huiying.core.units import queries as units

    if not settings.HUIYING_OIDC_URL:
        return
    if not settings.HUIYING_OIDC_URL.startswith("https://"):
        yield unsafe(
            N_("HUIYING_OIDC_URL is not https."), N_("Single sign-on in clear can be forged.")
        )
    if not settings.HUIYING_OIDC_CLIENT or not settings.HUIYING_OIDC_SECRET:
        yield unsafe(
            N_("HUIYING_OIDC_CLIENT or HUIYING_OIDC_SECRET is missing."),
            N_("Register this installation at the provider (docs/operating.md)."),
        )
    try:
        rules = oidc.read_map(settings.HUIYING_OIDC_MAP)
    except oidc.BadMap as error:
        yield unsafe(
            N_("Single sign-on lets nobody in: %(error)s"), N_("Put the map right."), error=error
        )
        return
    for rule in rules.groups:
        if rule.unit and units.unit_by_code(rule.unit) is None:
            yield warning(
                N_("%(file)s: group %(group)s: no unit %(unit)s."),
                N_("It gives nothing until there is one."),
                file=settings.HUIYING_OIDC_MAP,
                group=rule.name,
                unit=rule.unit,
            )


# --- the database ----------------------------------------------------------------------------


def kind_of_database(at: datetime) -> Findings:
    if connection.vendor == "sqlite" and not settings.DEMONSTRATION and open_to_others():
        yield warning(
            N_("SQLite serves one machine and one process at a time."),
            N_("For a real service set DATABASE_URL to a PostgreSQL (docs/operating.md)."),
        )


def migrations(at: datetime) -> Findings:
    if lacking := ready.unapplied():
        yield unsafe(
            N_("%(count)d migrations are not applied."),
            N_("Run `huiying init`."),
            count=len(lacking),
        )


def append_only(at: datetime) -> Findings:
    from huiying.core.ledger import triggers

    if gone := triggers.missing():
        yield unsafe(
            N_("The guard of append-only tables is gone: %(tables)s."),
            N_("Find out who removed it and what changed since; `huiying init` puts it back."),
            tables=", ".join(gone),
        )


def rights_of_the_web_role(at: datetime) -> Findings:
    """On PostgreSQL a trigger holds only against who cannot drop it."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE')"
            " OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
            " has_table_privilege(current_user, oid, 'UPDATE, DELETE, TRUNCATE')"
            " FROM pg_class WHERE oid = 'ledger_event'::regclass"
        )
        owns, may_change = cursor.fetchone()
    if owns or may_change:
        yield unsafe(
            N_("The role that serves pages owns the event table, or may change its rows."),
            N_(
                "Let another role own the tables and run `huiying init`; grant this one SELECT and"
                " INSERT on ledger_event (docs/operating.md)."
            ),
        )


def clocks(at: datetime) -> Findings:
    if settings.DEMONSTRATION or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        drift = abs((cursor.fetchone()[0] - at).total_seconds())
    if drift > 5:
        yield unsafe(
            N_("The clocks of this machine and of the database differ by %(drift)d s."),
            N_("Keep both by NTP: deadlines and the order of events hang on it."),
            drift=round(drift),
        )


def tree(at: datetime) -> Findings:
    """Every complaint needs somebody who decides it, inside or, where all are in conflict, outside."""
    from huiying.core.units import queries as units

    rows = [row for row in units.tree().values() if not row.closed]
    if not rows:
        yield warning(
            N_("There are no units: nobody could decide a complaint."),
            N_("Enter them with `huiying units import` (docs/commands.md)."),
        )
        return
    offices = [row for row in rows if row.complaints_office]
    if not any(not row.is_outside for row in offices):
        yield unsafe(
            N_("No unit is a complaints office: every complaint would go to an outside body."),
            N_("Say complaints_office in the file of `huiying units import`."),
        )
    if not any(row.is_outside for row in offices):
        yield unsafe(
            N_("There is no outside body: a complaint about a whole bureau could not be taken."),
            N_("Enter one with level outside and complaints_office by `huiying units import`."),
        )


def outside_body(at: datetime) -> Findings:
    """Where somebody outside decides about the leadership, nobody inside shall be able to read it."""
    from huiying.core.people import boxes
    from huiying.core.units import queries as units

    has_one = any(row.is_outside and not row.closed for row in units.tree().values())
    entry = settings.HUIYING_OUTSIDE_KEY
    if entry:
        try:
            boxes.public_key(entry)
        except boxes.NoKey:
            yield unsafe(
                N_(
                    "HUIYING_OUTSIDE_KEY is not a public key: nothing about the leadership is taken."
                ),
                N_("Set the line that `huiying keys outside new` gave, such as o1:AbC…="),
            )
        if not has_one:
            yield warning(
                N_("There is a key of an outside body, and no outside body in the tree."),
                N_("Enter one with level outside and complaints_office by `huiying units import`."),
            )
    elif has_one and not settings.DEMONSTRATION:
        yield unsafe(
            N_("Complaints about the leadership are sealed with keys that this service has."),
            N_(
                "Let the outside body run `huiying keys outside new` and give you its public line for"
                " HUIYING_OUTSIDE_KEY (docs/operating.md)."
            ),
        )


# --- work, words, law ------------------------------------------------------------------------


def work(at: datetime) -> Findings:
    from huiying.core.notices import queries as notices
    from huiying.core.work import queries as workers

    if not workers.somebody_works(at=at):
        yield warning(
            N_("Nobody does the work behind the pages: nothing is sent, no deadline is watched."),
            N_("Start `huiying work` (or `huiying serve`, or `huiying run`, which do both)."),
        )
    for row in workers.workers(at=at):
        for kind, times in row.failing if row.alive else ():
            yield warning(
                N_("%(kind)s has failed %(times)d times in a row at %(worker)s."),
                N_("See its log."),
                kind=kind,
                times=times,
                worker=row.name,
            )
    if dead := notices.count_dead():
        yield warning(
            N_("%(count)d notices could not be delivered and are tried no more."),
            N_("The administrator's page lists them: send again, or stop."),
            count=dead,
        )


def mail(at: datetime) -> Findings:
    if not settings.HUIYING_MAIL_ENABLED:
        yield warning(
            N_("Nothing is sent by e-mail."), N_("Set EMAIL_URL, such as smtp://host:25.")
        )


def words(at: datetime) -> Findings:
    for source in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield warning(
                N_("The words of %(language)s are not compiled."),
                N_("Run `make words`."),
                language=source.parts[-3],
            )


def extras(at: datetime) -> Findings:
    if importlib.util.find_spec("weasyprint") is None:
        yield note(
            N_("Letters are pages to print; PDF is not installed."),
            N_("sh scripts/environment pdf (needs Pango from the system)."),
        )
    if os.geteuid() == 0:
        yield warning(N_("This runs as root."), N_("Run it as an account of its own."))


CHECKS: tuple[Callable[[datetime], Findings], ...] = (
    key_ring,
    private_files,
    disk,
    web,
    kind_of_database,
    migrations,
    append_only,
    tree,
    outside_body,
    signing_in,
    single_sign_on,
    rights_of_the_web_role,
    clocks,
    work,
    mail,
    waiting_mail,
    doctor_files.scanner,
    words,
    packs,
    keeping,
    calendars,
    extras,
)


def examine(at: datetime) -> list[Finding]:
    """Every check in its order. Without its tables a database is not examined further."""
    found: list[Finding] = []
    for check in CHECKS:
        new = list(check(at))
        found += new
        if check is migrations and new:
            break
    return found
