"""A rule in words: what is owed, from when, how it is counted, and what ends, stops or lengthens it."""

import re

from huiying.engine.rules import Rule
from huiying.engine.shapes import Extension, Force, From, Pause, Wording
from huiying.engine.steps import At, Base
from huiying.engine.terms import Term, Unit
from huiying.rulepacks import words

_UNITS = {
    Unit.HOURS: ("小时", "hour"),
    Unit.DAYS: ("日", "day"),
    Unit.WORKING_DAYS: ("个工作日", "working day"),
    Unit.WEEKS: ("周", "week"),
    Unit.MONTHS: ("个月", "month"),
    Unit.YEARS: ("年", "year"),
}
_FORCES = {
    Force.STATUTE: ("法定期限（法律）", "legal deadline (statute)"),
    Force.REGULATION: ("法定期限（法规、规章）", "legal deadline (regulation)"),
    Force.GUIDANCE: ("指引或者上级规定的期限", "deadline set by guidance or a superior's order"),
    Force.AGENCY_STANDARD: ("本局承诺，不是法定期限", "service commitment, no legal deadline"),
}
# Without a number there is no deadline to name.
_PLAIN = _FORCES | {
    Force.STATUTE: ("法律，未定天数", "statute, no number"),
    Force.REGULATION: ("法规、规章，未定天数", "regulation, no number"),
    Force.GUIDANCE: ("指引或者上级规定，未定天数", "guidance or a superior's order, no number"),
}
_READ = {
    "full": ("条文已全文阅读", "the provision was read in full"),
    "secondary": ("只见转引，须核对原文", "read at second hand: check the text"),
    "none": ("没有条文：由本局自定", "no provision: set by the service itself"),
}


# As many extensions as a pack writes where the text sets no limit.
UNLIMITED = 99
HALF = 50
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def describe(rule: Rule, lang: str, gloss: str = "") -> str:
    """The sentences that explain a rule, one after the other."""
    return ("" if words.language(lang) == "zh" else " ").join(sentences(rule, lang, gloss))


def sentences(rule: Rule, lang: str, gloss: str = "") -> list[str]:
    zh = words.language(lang) == "zh"
    said = [_owed(rule, zh, lang), _from(rule, zh, lang), *_time(rule.wording, zh, gloss)]
    for variant in rule.variants:
        by = words.conditions(variant.where, lang)
        if variant.wording.dated_by:
            amount = amount_of(variant.wording.dated_by, lang)
            said.append(f"{by}的，{amount}。" if zh else f"If {by}: {amount}.")
    if rule.needs:
        question = rule.needs.question
        said.append(
            f"要先回答：{question.zh}" if zh else f"It depends on a question: {question.en}"
        )
    met = words.whens(rule.met_by, lang)
    if rule.is_right:
        said.append(f"这样就算用上了：{met}。" if zh else f"You use it when {met}.")
    else:
        said.append(f"这样才算履行：{met}。" if zh else f"It is met only when {met}.")
    if rule.void_by:
        ends = words.whens(rule.void_by, lang)
        said.append(f"不再需要：{ends}。" if zh else f"It is no longer owed once {ends}.")
    said += [_pause(pause, zh, lang) for pause in rule.pauses]
    said += [_extension(extension, zh, lang) for extension in rule.extensions]
    said += _repeat(rule, zh, lang)
    return said


def ladder(rule: Rule, lang: str) -> str:
    """Who is told of silence, and when: half of the time gone → the desk, 3 days before the date → ..."""
    zh = words.language(lang) == "zh"
    return ("；" if zh else "; ").join(
        f"{_step_at(step.at, zh)} → {words.party(step.to, lang)}" for step in rule.escalate
    )


def _step_at(at: At, zh: bool) -> str:
    if at.base is Base.SHARE:
        half = at.number == HALF
        if zh:
            return "时间过半" if half else f"时间过了{at.number}%"
        return "half of the time gone" if half else f"{at.number}% of the time gone"
    point = {Base.DUE: ("到期", "the date"), Base.OPEN: ("起算", "the beginning")}[at.base]
    if not at.number:
        return f"{point[0]}时" if zh else f"at {point[1]}"
    span, after = abs(at.number), at.number > 0
    if zh:
        return f"{point[0]}{'后' if after else '前'}{span}{'日' if at.in_days else '小时'}"
    unit = f"{'day' if at.in_days else 'hour'}{'' if span == 1 else 's'}"
    return f"{span} {unit} {'after' if after else 'before'} {point[1]}"


def basis(rule: Rule, lang: str) -> str:
    """Where a rule stands, with what force, and how sure its text is."""
    zh = words.language(lang) == "zh"
    cited, at = rule.citation, 0 if zh else 1
    read = _READ.get(cited.read, (cited.read, cited.read))[at]
    force = (_FORCES if rule.wording.term else _PLAIN)[rule.force][at]
    # A standard's instrument stands in both languages, Chinese first.
    instrument = cited.instrument.split(" · ")[0 if zh else -1]
    if zh:
        return f"{instrument}{_article(cited.article, zh)}。{force}；{read}。"
    return f"{instrument}, {cited.article}: {force}; {read}."


def cited(rule: Rule, lang: str) -> str:
    """Instrument and article alone, for where the force stands beside it; a text not seen itself is said so."""
    zh = words.language(lang) == "zh"
    at = 0 if zh else 1
    instrument = rule.citation.instrument.split(" · ")[0 if zh else -1]
    article = rule.citation.article
    named = (
        f"{instrument}{_article(article, zh)}" if zh else f"{instrument}, {_article(article, zh)}"
    )
    if rule.citation.read != "secondary":
        return named
    note = _READ[rule.citation.read][at]
    return f"{named}（{note}）" if zh else f"{named} ({note})"


def _article(article: str, zh: bool) -> str:
    """第12条, article 12; what is not counted in articles is named as it is."""
    if not article[:1].isdigit():
        return f" {article}" if zh and article.isascii() else article
    return f"第{article.replace('; ', '、')}条" if zh else f"article {article}"


def amount_of(term: Term, lang: str) -> str:
    """Three days, 24 hours, the date in a fact."""
    zh = words.language(lang) == "zh"
    if term.at_fact is not None:
        return "当时写明的日期" if zh else "the date that was given"
    if term.amount_fact is not None:
        unit = _UNITS[term.unit][0 if zh else 1]
        return f"约定的{unit.removeprefix('个')}数" if zh else f"the agreed number of {unit}s"
    if zh:
        return f"{term.amount}{_UNITS[term.unit][0]}"
    return f"{term.amount} {_UNITS[term.unit][1]}{'' if term.amount == 1 else 's'}"


def _owed(rule: Rule, zh: bool, lang: str) -> str:
    by, to = words.party(rule.owed_by, lang), words.party(rule.owed_to, lang)
    if rule.is_right:
        return f"这是{to}的时间。" if zh else f"This is time that belongs to {to}."
    return f"{by}对{to}应办。" if zh else f"Owed by {by} to {to}."


def _from(rule: Rule, zh: bool, lang: str) -> str:
    start = words.when(rule.trigger, lang)
    return f"从这时起：{start}。" if zh else f"It begins when {start}."


def _time(wording: Wording, zh: bool, gloss: str) -> list[str]:
    if wording.term:
        return [_count(wording.term, zh)]
    quoted = f"“{wording.no_number}”"
    if zh is is_chinese(wording.no_number or ""):
        gloss = ""  # the law's own words are in the reader's language already
    if zh:
        said = [
            f"法律没有写天数，原文是：{quoted}{f'（{gloss}）' if gloss else ''}。从不算作法定逾期。"
        ]
    else:
        said = [
            f"The law gives no number. Its words are: {quoted}"
            f"{f' ({gloss})' if gloss else ''}. It is never called overdue by law."
        ]
    if wording.standard:
        count = _count(wording.standard, zh)
        said.append(f"我们自己的标准：{count}" if zh else f"Our own standard: {count}")
    return said


def _count(term: Term, zh: bool) -> str:
    amount = amount_of(term, "zh" if zh else "en")
    rolled = (
        (
            "末日遇节假日，顺延到下一个工作日"
            if zh
            else "a last day off moves to the next working day"
        )
        if term.rolls
        else ""
    )
    if term.at_fact is not None or term.unit is Unit.HOURS:
        extra = rolled or (
            ""
            if term.at_fact
            else ("连续计算，夜间和节假日不停" if zh else "counted without a break")
        )
        return _joined([amount, extra], zh)
    first = (
        ("当日计算在内" if zh else "the first day counts")
        if term.first_included
        else ("当日不算，从次日起" if zh else "counted from the next day")
    )
    end = ("到当时的钟点" if zh else "to the same hour") if term.to_moment else ""
    by_unit = "" if term.unit is Unit.WORKING_DAYS else rolled or _stays(zh)
    return _joined(
        [amount, first, by_unit, end or ("到最后一日24时" if zh else "to the end of the last day")],
        zh,
    )


def _stays(zh: bool) -> str:
    return "末日遇节假日不顺延" if zh else "a last day off does not move"


def _joined(parts: list[str], zh: bool) -> str:
    text = ("，" if zh else ", ").join(part for part in parts if part)
    return f"{text}。" if zh else f"{text[:1].upper()}{text[1:]}."


def _pause(pause: Pause, zh: bool, lang: str) -> str:
    start, end = words.when(pause.starts, lang), words.when(pause.ends, lang)
    cap = ""
    if pause.cap:
        number = pause.cap.amount
        unit = _UNITS[Unit.HOURS if pause.cap.in_hours else Unit.DAYS]
        cap = f"，累计最多{number}{unit[0]}" if zh else f", for {number} {unit[1]}s in all at most"
    if zh:
        return f"从“{start}”到“{end}”不计时{cap}。"
    return f"The clock stops from when {start} until {end}{cap}."


def _extension(extension: Extension, zh: bool, lang: str) -> str:
    event = words.when(extension.event, lang)
    size = _size(extension, zh, lang)
    late = "" if extension.before_expiry else ("到期后也可以" if zh else "also after the end")
    before = ("须在到期前" if zh else "before it falls due") if extension.before_expiry else ""
    lead = f"可以延长（{event}）：{size}" if zh else f"It may be extended when {event}: {size}"
    return _joined([lead, _times(extension.times, zh), before or late], zh)


def _size(extension: Extension, zh: bool, lang: str) -> str:
    if extension.up_to:
        most = amount_of(extension.up_to, lang)
        return f"最多{most}" if zh else f"by up to {most}"
    if extension.by:
        by = amount_of(extension.by, lang)
        return by if zh else f"by {by}"
    if extension.to and not extension.to.at_fact:
        total = amount_of(extension.to, lang)
        return f"总共{total}" if zh else f"to {total} in all"
    return "到写明的日期" if zh else "to a date that is given"


def _times(times: int, zh: bool) -> str:
    """How often; nothing where there is no end to it."""
    if times == 1:
        return "只一次" if zh else "once"
    if times < UNLIMITED:
        return f"最多{times}次" if zh else f"{times} times at most"
    return ""


def _repeat(rule: Rule, zh: bool, lang: str) -> list[str]:
    if rule.repeat is None:
        return []
    every, until = amount_of(rule.repeat.every, lang), words.whens(rule.repeat.until, lang)
    start = {
        From.MET: ("上一次履行", "the last time it was met"),
        From.DUE: ("上一次到期", "the last date"),
        From.TRIGGER: ("最初起算之日", "the first day"),
    }[rule.repeat.starts]
    if zh:
        return [f"之后每{every}一次，从{start[0]}算，直到{until}。"]
    often = f"once in {every}" if rule.repeat.every.amount_fact else f"every {every}"
    return [f"Then {often}, counted from {start[1]}, until {until}."]
