"""What `huiying rules` says, in Chinese and in English. A command line has no session to hold a language."""

from collections.abc import Callable
from datetime import datetime, timedelta

from huiying.config.commands.finding_words import in_chinese
from huiying.engine.calendars import Calendar
from huiying.rulepacks.texts import PackFinding

SAID: dict[str, tuple[str, str]] = {
    "local": ("（只在选用的地方适用）", " (only where chosen)"),
    "wiring-unknown": (
        "不知道本系统会记录哪些事件，所以没有标出哪些规则尚未接通。",
        "It is not known which events this build records, so rules that nothing starts are not marked.",
    ),
    "no-number": ("法律未定天数", "no number in the law"),
    "standard": ("法律未定天数，我们的标准：{0}", "no number in the law, our standard: {0}"),
    "statute": ("法律", "statute"),
    "regulation": ("法规、规章", "regulation"),
    "guidance": ("规范性文件", "guidance"),
    "agency-standard": ("本局承诺，不是法定期限", "service commitment, no legal deadline"),
    "right": ("您的时间", "a right: the person's time"),
    "secondary": ("转引，须核对", "read at second hand"),
    "not-wired": ("尚未接通：没有机制记录 {0}", "not wired: nothing records {0} yet"),
    "unknown-pack": ("没有规则包 {0}；有：{1}", "there is no rule pack '{0}'; there are {1}"),
    "unknown-rule": (
        "没有规则 {0}；全部规则见：huiying rules list",
        "there is no rule '{0}'; see them with: huiying rules list",
    ),
    "near": ("。相近的：{0}", ". Near it: {0}"),
    "found": ("{1}：{0} 个问题", "{1}: {0} to put right"),
    "clean": (
        "{0}：没有问题，{1} 条规则，算例都对",
        "{0}: nothing to put right; {1} rules, their examples agree",
    ),
    "in-force": ("自 {0} 起适用。", "In force from {0}."),
    "ladder": ("逐级提醒：{0}", "Who is told, and when: {0}"),
    "example": ("算例：{0} → {1}", "Example: {0} → {1}"),
    "no-duty": (
        "这些事件没有使规则起算。规则从“{0}”（{1}）开始。",
        "These events start no duty. The rule begins when {0} ({1}).",
    ),
    "why-kind": ("给出的事件：{0}", "The events given were: {0}"),
    "why-fact": ("事实 {0} 应为 {1}，给出的是 {2}", "Fact {0} must be {1}; given was {2}"),
    "why-force": (
        "规则自 {0} 起适用，事件更早。",
        "The rule is in force from {0}; the event is earlier.",
    ),
    "opened": ("起：{0}", "opened {0}"),
    "due": ("期限：{0}", "due {0}"),
    "met": ("履行：{0}（{1}）", "met {0} by {1}"),
    "voided": ("不再需要：{0}（{1}）", "no longer owed from {0}, by {1}"),
    "breached": ("没有按期。", "It was not met in time."),
    "provisional": (
        "暂定：这一日期超出了已公布的工作日历。",
        "Provisional: the date lies past the calendar that is published.",
    ),
    "problem": ("没有日期：事实 {0} 不能用（{1}）", "No date: fact {0} cannot be used ({1})"),
    "refused": ("不予延期：{0}（{1}）", "Not extended by {0}: {1}"),
    "moved": ("改为 {0}（{1}）", "moved: {0}, by {1}"),
    "reached": ("已提醒：{0}", "told by now: {0}"),
    "basis-law": ("依据：法律写明的天数。", "The date comes from the law's number."),
    "basis-standard": (
        "依据：本局承诺，不是法定期限。",
        "The date is a service commitment, no legal deadline.",
    ),
    "basis-none": ("法律未定天数。", "The law gives no number."),
    "state-open": ("在办", "open"),
    "state-due_soon": ("快到期", "due soon"),
    "state-overdue": ("逾期", "overdue"),
    "state-paused": ("暂停", "paused"),
    "state-waiting": ("待确认是否适用", "waiting for the scope question"),
    "state-met": ("已按期履行", "met"),
    "state-met_late": ("已履行，逾期", "met late"),
    "state-used": ("已使用", "used"),
    "state-lapsed": ("时间已过", "lapsed"),
    "state-void": ("不再需要", "void"),
}

# Why a longer time was not given, or a fact gives no date (engine: section 4, step 4).
REFUSED: dict[str, tuple[str, str]] = {
    "late": ("到期以后才提出", "it came when the time was over"),
    "facts": ("缺少必要的事实", "a fact that it needs is missing"),
    "times": ("次数已经用完", "it was given as often as it may be"),
    "amount": ("数量不是1以上的整数", "the amount is no whole number of 1 or more"),
    "too_long": ("超过可以延长的限度", "it is more than may be given"),
    "no_term": ("没有可以延长的期限", "there is no term to lengthen"),
    "fixed": (
        "日期由事实写明，不能这样延长",
        "the date comes from a fact and does not move like that",
    ),
    "missing": ("事实没有写", "the fact is not there"),
    "malformed": ("事实的写法不对", "the fact is not written as a date or a number"),
    "past": ("日期早于起算之时", "the date lies before the beginning"),
    "shorter": ("没有晚于原来的日期", "it would not give a later date"),
}

# What to do about a finding whose sentence is not known in Chinese (finding_words).
HINTS: dict[str, str] = {
    "missing": "缺少一个必填项，请补上。",
    "unknown-field": "没有这个字段，请检查拼写。",
    "bad-value": "这个值不能用，请从列出的值中选。",
    "amount": "数量须为1以上的整数。",
    "title": "标题须同时写中文（zh）和英文（en）。",
    "note": "说明须同时写中文（zh）和英文（en）。",
    "question": "问题须同时写中文（zh）和英文（en）。",
    "citation": "依据须写明文件、条款、网址和阅读程度。",
    "unread": "没有人读过原文的，不能作为法律、法规使用。",
    "kind": "事件种类的写法像 complaint.received。",
    "where": "条件须为事实和值。",
    "term-or-no-number": "期限（term）和“未定天数”（no_number）必须且只能写一个。",
    "standard-idle": "自定标准（standard）只与 no_number 一起使用。",
    "hours-plain": "小时期限不写首日、不顺延。",
    "roll-idle": "工作日期限不必写顺延。",
    "variant": "每个变体都要有条件（where）。",
    "never-met": "没有写怎样才算履行（met_by）。",
    "pause-unit": "小时期限的扣除写小时，其余写日。",
    "extension": "延长的写法有误。",
    "extension-unit": "小时和日不能相加，请用 to 写新的总期限。",
    "extension-late": "应办事项到期后不能再延长。",
    "repeat-endless": "重复须写明到什么时候为止（until）。",
    "at": "提醒时间写成 50%、due、due-24h、due+3d 或 open+5d。",
    "at-undated": "没有日期的规则，提醒只能写 open+…。",
    "dates": "失效日期早于生效日期。",
    "duplicate-id": "规则编号重复。",
    "no-example": "有日期的规则须有一个手算的算例。",
    "example": "算例与规则算出的日期不同：请按条文重新手算，改算例或者改规则。",
    "toml": "文件格式（TOML）有误，请看这一行。",
    "encoding": "请把文件存为 UTF-8。",
    "calendar": "没有这个日历。",
    "file": "文件读不了，请检查路径和权限。",
    "fact": "这里须写一个事实的名称。",
    "fact-idle": "日期由事实写明，暂停和延长在这里不起作用。",
    "at-fact": "事实写明的日期只能用在期限、自定标准和延长的 to 里。",
    "moment-included": "当日计算在内的，不能在最后一日的某一时刻结束。",
    "extension-undated": "没有日期，谈不上延长。",
    "repeat-right": "权利不重复。",
    "repeat-unit": "重复的间隔和期限须用同一种单位。",
    "escalate-right": "权利不向谁追责。",
}


def sayer(lang: str) -> Callable[..., str]:
    at = 0 if lang == "zh" else 1

    def say(key: str, *parts: str) -> str:
        return SAID[key][at].format(*parts)

    return say


def refusal(reason: str, lang: str) -> str:
    return REFUSED.get(reason, (reason, reason))[0 if lang == "zh" else 1]


def finding(found: PackFinding, lang: str) -> str:
    """File, line, rule and sentence."""
    if lang != "zh":
        return str(found)
    place = f"{found.file}:{found.line}" if found.line else found.file
    # The engine puts the rule before its sentence.
    subject, sentence = found.rule, found.sentence
    for before in (f"{found.rule}: ", "a rule: ", "the pack: "):
        sentence = sentence.removeprefix(before)
    said = in_chinese(sentence, lambda: HINTS.get(found.code, ""))
    return f"{place}: {subject + '：' if subject else ''}{said} [{found.code}]"


def due(at: datetime | None, calendar: Calendar, lang: str) -> str:
    """The end of a day is said as that day: `due_at` is the first instant that is late."""
    if at is None:
        return "没有日期" if lang == "zh" else "no date"
    local = calendar.local(at)
    if calendar.midnight(local.toordinal()) == at:
        day = calendar.local(at - timedelta(seconds=1)).strftime("%Y-%m-%d")
        return f"{day} 24:00 之前" if lang == "zh" else f"by the end of {day}"
    said = local.strftime("%Y-%m-%d %H:%M")
    return f"{said} 之前" if lang == "zh" else f"before {said}"
