"""Write the tables of docs/law.md and law.zh.md from the rule packs: each rule, how sure it is, the events it reads.

python scripts/make_law_tables.py [--check]
"""

import sys
from pathlib import Path

from huiying.config.apps import wired_kinds
from huiying.rulepacks import explaining, loader
from huiying.rulepacks.loader import LoadedRule

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- made: {} -->", "<!-- end: {} -->"

FORCES = {
    "statute": "法律",
    "regulation": "法规、规章",
    "guidance": "指引、上级规定",
    "agency-standard": "本局承诺",
}


class NoPlace(ValueError):
    """The page has no place marked for a table."""


def rules_table() -> str:
    lines = ["| rule | source row | provision | time | force | read |", "|---|---|---|---|---|---|"]
    lines += [_row(each) for each in loader.loaded_rules().values()]
    return "\n".join(lines)


def _row(each: LoadedRule) -> str:
    rule = each.rule
    dated = rule.wording.dated_by
    time = explaining.amount_of(dated, "en") if dated else "no number"
    if dated and rule.wording.no_number:
        time = f"no number; standard {time}"
    if rule.is_right:
        time += " (right)"
    cited = rule.citation
    instrument = cited.instrument.split(" · ")[-1]
    if each.pack.startswith("agency"):
        instrument = "service standard"
    return (
        f"| `{rule.id}` | {each.row or '–'} | {instrument} {cited.article} "
        f"| {time} | {rule.force} | {cited.read} |"
    )


def rules_table_zh() -> str:
    lines = ["| 规则 | 名称 | 条文 | 时间 | 效力 | 读到 |", "|---|---|---|---|---|---|"]
    lines += [_row_zh(each) for each in loader.loaded_rules().values()]
    return "\n".join(lines)


def _row_zh(each: LoadedRule) -> str:
    rule = each.rule
    dated = rule.wording.dated_by
    time = explaining.amount_of(dated, "zh") if dated else "没有天数"
    if dated and rule.wording.no_number:
        time = f"没有天数；自定{time}"
    if rule.is_right:
        time += "（您的时间）"
    cited = rule.citation
    instrument = cited.instrument.split(" · ")[0]
    if each.pack.startswith("agency"):
        instrument = "本局承诺"
    return (
        f"| `{rule.id}` | {rule.title.zh} | {instrument} {cited.article} "
        f"| {time} | {FORCES[rule.force]} | {cited.read} |"
    )


def kinds_table() -> str:
    wired = wired_kinds()
    lines = ["| rule | begins with | other kinds it reads |", "|---|---|---|"]
    for each in loader.loaded_rules().values():
        rule = each.rule
        others = sorted(rule.kinds - {rule.trigger.kind})
        lines.append(
            f"| `{rule.id}` | {_kind(rule.trigger.kind, wired)} "
            f"| {', '.join(_kind(kind, wired) for kind in others)} |"
        )
    return "\n".join(lines)


def _kind(kind: str, wired: frozenset[str]) -> str:
    return kind if kind in wired else f"*{kind}*"


def idle_list() -> str:
    wired = wired_kinds()
    idle = [each for each in loader.loaded_rules().values() if each.rule.trigger.kind not in wired]
    return "\n".join(f"- `{each.rule.id}` waits for `{each.rule.trigger.kind}`" for each in idle)


def unmet_list() -> str:
    """Rules that begin, and that nothing recorded by this build could meet."""
    wired = wired_kinds()
    rules = [each.rule for each in loader.loaded_rules().values()]
    unmet = [
        rule
        for rule in rules
        if rule.trigger.kind in wired and not any(when.kind in wired for when in rule.met_by)
    ]
    return "\n".join(
        f"- `{rule.id}` needs {' or '.join(f'`{when.kind}`' for when in rule.met_by)}"
        for rule in unmet
    )


PAGES = {
    "law.md": {"rules": rules_table, "kinds": kinds_table, "idle": idle_list, "unmet": unmet_list},
    "law.zh.md": {"rules": rules_table_zh},
}


def made(name_of_page: str, page: str) -> str:
    for name, table in PAGES[name_of_page].items():
        begin, end = BEGIN.format(name), END.format(name)
        if begin not in page or end not in page:
            raise NoPlace(f"docs/{name_of_page} has no {begin} … {end}")
        before, rest = page.split(begin, 1)
        page = f"{before}{begin}\n\n{table()}\n\n{end}{rest.split(end, 1)[1]}"
    return page


def main() -> int:
    behind = 0
    for name in PAGES:
        path = DOCS / name
        page = path.read_text("utf-8")
        wanted = made(name, page)
        if "--check" not in sys.argv:
            path.write_text(wanted, "utf-8")
        elif page != wanted:
            behind = 1
            sys.stdout.write(
                f"docs/{name} is behind the packs: python scripts/make_law_tables.py\n"
            )
    return behind


if __name__ == "__main__":
    sys.exit(main())
