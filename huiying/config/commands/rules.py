"""`huiying rules`: the law as this product knows it, for those who write it and those who check it."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import click

from huiying.config.commands import rule_words
from huiying.config.commands.language import LANG
from huiying.config.commands.rule_trial import BadEvent, Trial, trial
from huiying.engine.duties import Duty
from huiying.engine.standing import State
from huiying.rulepacks import explaining, loader, words
from huiying.rulepacks.loader import LoadedPack, LoadedRule


def wired_kinds() -> frozenset[str] | None:
    """The kinds of event that mechanisms of this build record; none where that is not known."""
    try:
        from huiying.config import apps
    except ImportError:
        return None
    known = getattr(apps, "wired_kinds", None)
    return frozenset(known()) if known else None


@click.group()
def rules() -> None:
    """The rules that fix what is owed: list, check, explain, try.

    规则：列出、检查、说明、试算。
    """


@rules.command("list")
@click.option("--pack", "pack_id", metavar="ID", help="Only this pack, such as cn.petitions.")
@click.option("--not-wired", is_flag=True, help="Only rules that no part of this build starts yet.")
@LANG
def list_rules(pack_id: str | None, not_wired: bool, lang: str) -> None:
    """List packs and rules: time, force, how sure, and whether anything starts them.

    列出规则包和规则。
    """
    say = rule_words.sayer(lang)
    wired = wired_kinds()
    for loaded in _chosen(pack_id, lang):
        shown = [each for each in _rules_of(loaded) if not not_wired or _idle(each, wired)]
        if not shown:
            continue
        title = loaded.title.zh if lang == "zh" else loaded.title.en
        local = say("local", "") if loaded.local else ""
        click.echo(f"{loaded.id} {loaded.version}  {title}{local}  ({loaded.file})")
        for each in shown:
            click.echo(f"  {_line(each, wired, lang)}")
        click.echo("")
    if wired is None:
        click.echo(say("wiring-unknown"))


def _chosen(pack_id: str | None, lang: str) -> list[LoadedPack]:
    say = rule_words.sayer(lang)
    try:
        return [loader.pack(pack_id)] if pack_id else list(loader.packs().values())
    except loader.UnknownPack:
        there = ", ".join(sorted(loader.packs()))
        raise click.ClickException(say("unknown-pack", str(pack_id), there)) from None


def _rules_of(loaded: LoadedPack) -> list[LoadedRule]:
    return [loader.loaded_rule(rule.id) for rule in loaded.pack.rules]


def _idle(each: LoadedRule, wired: frozenset[str] | None) -> bool:
    return wired is not None and each.rule.trigger.kind not in wired


def _line(each: LoadedRule, wired: frozenset[str] | None, lang: str) -> str:
    say, rule = rule_words.sayer(lang), each.rule
    dated = rule.wording.dated_by
    time = explaining.amount_of(dated, lang) if dated else say("no-number")
    if dated and rule.wording.no_number:
        time = say("standard", time)
    parts = [rule.id, time, say(str(rule.force))]
    if rule.is_right:
        parts.append(say("right"))
    if rule.citation.read == "secondary":
        parts.append(say("secondary"))
    if _idle(each, wired):
        parts.append(say("not-wired", rule.trigger.kind))
    return " | ".join(parts)


@rules.command("check")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@LANG
def check(files: tuple[Path, ...], lang: str) -> None:
    """Check rule packs: every mistake at once, each with file and line. Exit 1 if there is one.

    检查规则包：一次列出所有问题，写明文件和行号。
    """
    say, failed = rule_words.sayer(lang), False
    for path in files:
        text, findings = loader.check_file(path)
        for finding in findings:
            click.echo(rule_words.finding(finding, lang))
        if findings:
            failed = True
            click.echo(say("found", str(len(findings)), str(path)))
        else:
            count = len(text.rules) if text else 0
            click.echo(say("clean", str(path), str(count)))
    if failed:
        raise SystemExit(1)


@rules.command("explain")
@click.argument("rule_id", metavar="RULE")
@LANG
def explain(rule_id: str, lang: str) -> None:
    """Explain one rule in words, with its source and worked examples.

    用白话说明一条规则，附依据和算例。
    """
    each, say = _found(rule_id, lang), rule_words.sayer(lang)
    rule = each.rule
    click.echo(f"{rule.id}  {rule.title.zh if lang == 'zh' else rule.title.en}")
    click.echo(
        f"{each.pack} {each.version}, {each.file}:{each.line}, {rule.clause} {each.row}".rstrip()
    )
    click.echo("")
    for sentence in loader.describe_parts(rule, lang):
        click.echo(f"  {sentence}")
    click.echo("")
    click.echo(f"  {explaining.basis(rule, lang)}")
    click.echo(f"  {rule.citation.url}")
    if rule.in_force_from:
        click.echo(f"  {say('in-force', rule.in_force_from.isoformat())}")
    if each.note:
        click.echo(f"  {each.note.zh if lang == 'zh' else each.note.en}")
    if steps := explaining.ladder(rule, lang):
        click.echo(f"  {say('ladder', steps)}")
    _examples(each, lang)
    if _idle(each, wired_kinds()):
        click.echo(f"  {say('not-wired', rule.trigger.kind)}")


def _examples(each: LoadedRule, lang: str) -> None:
    say = rule_words.sayer(lang)
    calendar = loader.calendar(loader.pack(each.pack, each.version).pack.calendar)
    for example in each.rule.examples:
        opened = calendar.local(example.opened_at).strftime("%Y-%m-%d %H:%M")
        due = rule_words.due(example.due_at, calendar, lang)
        facts = " ".join(f"{name}={words.plain(value)}" for name, value in example.facts.items())
        click.echo(f"  {say('example', f'{opened} {facts}'.rstrip(), due)}")


def _found(rule_id: str, lang: str) -> LoadedRule:
    try:
        return loader.loaded_rule(rule_id)
    except loader.UnknownRule:
        say, near = rule_words.sayer(lang), get_close_matches(rule_id, loader.loaded_rules(), 3)
        told = say("unknown-rule", rule_id) + (say("near", ", ".join(near)) if near else "")
        raise click.ClickException(told) from None


class EventsFirst(click.Command):
    """Facts that follow an --event belong to it: --event kind@time a=1 b=2."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _joined(args))


def _joined(args: Sequence[str]) -> list[str]:
    joined: list[str] = []
    for arg in args:
        is_fact = "=" in arg and not arg.startswith("-")
        if is_fact and len(joined) > 1 and joined[-2] == "--event":
            joined[-1] = f"{joined[-1]} {arg}"
        else:
            joined.append(arg)
    return joined


@rules.command("try", cls=EventsFirst)
@click.argument("rule_id", metavar="RULE")
@click.option(
    "--event",
    "events",
    multiple=True,
    required=True,
    metavar="KIND@TIME [FACT=VALUE...]",
    help="What happened; may be repeated. Add recorded=TIME if it was written down later.",
)
@click.option("--now", "now", metavar="TIME", help="As at when; the last event if left out.")
@LANG
def try_rule(rule_id: str, events: tuple[str, ...], now: str | None, lang: str) -> None:
    """Try one rule on events and see the duty. Times without offset are the pack's local time.

    \b
    huiying rules try cn.petition-notice \\
        --event complaint.received@2026-03-12T09:00 identified=true forwarded=false \\
        --event complaint.classed@2026-03-13 class=claim --now 2026-04-01

    用事件试算一条规则。时间不写时区的，按当地时间。
    """
    each = _found(rule_id, lang)
    loaded = loader.pack(each.pack, each.version)
    alone = replace(loaded.pack, rules=(each.rule,))
    try:
        result = trial(alone, loader.calendar(loaded.pack.calendar), events, now)
    except BadEvent as error:
        raise click.ClickException(error.zh if lang == "zh" else str(error)) from None
    say = rule_words.sayer(lang)
    if not result.duties:
        click.echo(say("no-duty", words.when(each.rule.trigger, lang), each.rule.trigger.kind))
        for reason in result.why_not(each.rule):
            click.echo(f"  {say(*reason)}")
        raise SystemExit(1)
    for duty in result.duties:
        _show(duty, result, lang)


def _show(duty: Duty, result: Trial, lang: str) -> None:
    say = rule_words.sayer(lang)
    state = say(f"state-{State(duty.state).value}")
    due = rule_words.due(duty.due_at, result.calendar, lang)
    click.echo(f"{duty.rule} #{duty.n}: {state}")
    click.echo(f"  {say('opened', result.shown(duty.opened_at))}")
    click.echo(f"  {say('due', due)}")
    click.echo(f"  {say(f'basis-{duty.basis}')}")
    for line in _happened(duty, result, lang):
        click.echo(f"  {line}")


def _happened(duty: Duty, result: Trial, lang: str) -> list[str]:
    say = rule_words.sayer(lang)
    said = []
    if duty.met_at:
        said.append(say("met", result.shown(duty.met_at), result.kind(duty.met_by)))
    if duty.void_at:
        said.append(say("voided", result.shown(duty.void_at), result.kind(duty.void_by)))
    said += [say(name) for name in ("breached", "provisional") if getattr(duty, name)]
    if duty.problem:
        fact, reason = duty.problem
        said.append(say("problem", fact, rule_words.refusal(reason, lang)))
    said += [
        say("refused", result.kind(event), rule_words.refusal(reason, lang))
        for event, reason in duty.refused
    ]
    for at, event_id in duty.history[1:]:
        said.append(say("moved", rule_words.due(at, result.calendar, lang), result.kind(event_id)))
    if duty.reached:
        comma = "、" if lang == "zh" else ", "
        said.append(say("reached", comma.join(words.party(step, lang) for step in duty.reached)))
    return said
