"""What `huiying rules check` finds, in Chinese. The engine says it once, in exact English; these are its sentences."""

import re
from collections.abc import Callable

# Each sentence of engine and rulepacks, and the same in Chinese with its parts. What is quoted stays as it stands.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"there is no calendar (.+); choose (.+)", "没有日历 {0}，请从这些里选：{1}"),
    (r"a rule has no field (.+)", "规则没有字段 {0}"),
    (r"a pack has no field (.+)", "规则包没有字段 {0}"),
    (r"(.+) must be a table of facts and values, not (.+)", "{0} 须为事实和值的表，不能是 {1}"),
    (r"(.+) must be a table, not (.+)", "{0} 须为一个表，不能是 {1}"),
    (r"(.+) must be a list of tables", "{0} 须为若干个表"),
    (r"(.+) must be a list, not (.+)", "{0} 须为列表，不能是 {1}"),
    (r"(.+) must be text, true, false, a whole number or a list of them, not (.+)",
     "{0} 须为文字、true、false、整数，或者它们的列表，不能是 {1}"),
    (r"(.+) must be text, a truth value or a whole number(?:, not (.+))?",
     "{0} 须为文字、true、false 或整数"),
    (r"(.+) must be text, not (.+)", "{0} 须为文字，不能是 {1}"),
    (r"(.+) must name a fact, such as (.+), not (.+)", "{0} 须写一个事实的名称，如 {1}，不能是 {2}"),
    (r"(.+) must name facts, not (.+)", "{0} 须写事实的名称，不能是 {1}"),
    (r"(.+) must be a whole number of 1 or more: no fact may stand here",
     "{0} 须为 1 以上的整数，这里不能用事实"),
    (r"(.+) must be a whole number of (\d) or more, not (.+)", "{0} 须为 {1} 以上的整数，不能是 {2}"),
    (r"(.+) must be a whole number, not (.+)", "{0} 须为整数，不能是 {1}"),
    (r"(.+) must be true or false, not (.+)", "{0} 须为 true 或 false，不能是 {1}"),
    (r"(.+) must be a date like (\S+), not (.+)", "{0} 须为日期，写成 {1}，不能是 {2}"),
    (r"(.+) must be a date, not (.+)", "{0} 须为日期，不能是 {1}"),
    (r"(.+) must be an instant like (\S+), not (.+)", "{0} 须为时刻，写成 {1}，不能是 {2}"),
    (r"(.+) must be an address, not (.+)", "{0} 须为网址，不能是 {1}"),
    (r"(.+) must be in hours for a term in hours, else in days", "{0} 的单位：期限按小时的写小时，其余写日"),
    (r"(.*)no_number must be the law's own words", "{0}no_number 须为法律原文"),
    (r"(.+) has no field (.+)", "{0} 没有字段 {1}"),
    (r"(.+) is missing from the pack", "规则包缺少 {0}"),
    (r"(.+) is missing", "缺少 {0}"),
    (r"(.+) needs zh and en", "{0} 须同时写中文（zh）和英文（en）"),
    (r"(.+) needs exactly one of term and no_number, it has (.+)",
     "{0}：期限（term）和“未定天数”（no_number）必须且只能写一个，现在是 {1}"),
    (r"(.+) needs exactly one of by, up_to and to, it has (\d+)",
     "{0}：by、up_to、to 必须且只能写一个，现在有 {1} 个"),
    (r"(.+) needs a where; the rule's own term is the last resort",
     "{0} 须有条件（where）；规则本身的期限留作兜底"),
    (r"citation needs (.+)", "依据（citation）缺少 {0}"),
    (r"(.+) is (.+); choose (.+)", "{0} 是 {1}，请从这些里选：{2}"),
    (r"(.+) is no event kind; write it like (\S+)", "{0} 不是事件种类，写法像 {1}"),
    (r"(.+) is not understood; write (.+)", "{0} 看不懂，请写成 {1}"),
    (r"(.+) cannot be a date from a fact; only term, standard and an extension's to can",
     "{0} 不能用事实写明的日期；只有 term、standard 和延长的 to 可以"),
    (r"(.+) is a date from a fact: nothing is counted, so leave out all but roll",
     "{0} 是事实写明的日期，不用计算；除 roll 以外都去掉"),
    (r"(.+) is in hours: it has no first day, does not roll, and ends at the moment",
     "{0} 按小时计：没有首日，不顺延，到点为止"),
    (r"(.+) is in working days: it ends on one, so leave out roll",
     "{0} 按工作日计：总在工作日结束，请去掉 roll"),
    (r"(.+) counts its first day, so it cannot end at a moment of its last",
     "{0} 当日计算在内，不能在最后一日的某一时刻结束"),
    (r"(.+) has a term: a standard stands only beside no_number",
     "{0} 有期限（term）；自定标准（standard）只与 no_number 一起使用"),
    (r"(.+) moves nothing: all dates of the rule come from facts",
     "{0} 不起作用：这条规则的日期都由事实写明"),
    (r"(.+): an answer cannot be extended after its date; only a right can",
     "{0}：应办事项到期后不能再延长，只有当事人的权利可以"),
    (r"(.+): the rule has no date that could be extended", "{0}：这条规则没有可以延长的日期"),
    (r"(.+): hours and days do not add up; use 'to' for a new total",
     "{0}：小时和日不能相加，请用 to 写新的总期限"),
    (r"repeat needs until: say which event ends the series", "重复（repeat）须写明到哪个事件为止（until）"),
    (r"a right does not repeat: nobody owes it", "权利不重复：没有谁该做这件事"),
    (r"repeat from trigger needs a term and every in one and the same unit",
     "从起因（trigger）起重复的，期限和间隔（every）须用同一种单位"),
    (r"repeat from due needs a term, and hours follow only hours",
     "从到期（due）起重复的须有期限；按小时的只能接按小时的"),
    (r"(.+): the rule has no date", "{0}：这条规则没有日期"),
    (r"nobody is called to account for a right: leave out escalate", "权利不向谁追责：请去掉 escalate"),
    (r"another rule of this pack has the same id", "本规则包里另有一条规则用了同样的编号"),
    (r"in_force_to lies before in_force_from", "失效日期早于生效日期"),
    (r"nobody has read (.+); a (.+) needs read = full or secondary",
     "没有人读过 {0} 的原文；{1} 须写 read = full 或 secondary"),
    (r"met_by is empty: nothing could ever end this duty", "met_by 是空的：这件事永远办不完"),
    (r"a rule with a date needs an example, reckoned by hand", "有日期的规则须有一个手算的算例"),
    (r"example (\d+) says due (.+), the rule gives (.+?)(?: \(fact (.+) is (.+)\))?",
     "算例 {0} 写的是 {1}，规则算出的是 {2}；请按条文重新手算，改算例或者改规则"),
    (r"the file cannot be read as TOML: (.+)", "文件不是正确的 TOML：{0}"),
    (r"the file is not UTF-8; save it as UTF-8 and try again", "文件不是 UTF-8，请存为 UTF-8 再试"),
    (r"the file cannot be read: (.+)", "文件读不了：{0}"),
    (r"there is no rule in this pack: begin one with \[\[rule\]\]",
     "这个规则包里没有规则：用 [[rule]] 开始写一条"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.S), words) for pattern, words in _SENTENCES)
_NAMES = {
    "a rule": "规则",
    "a pack": "规则包",
    "the pack": "规则包",
    "the rule": "规则",
    "no date": "没有日期",
}


def in_chinese(sentence: str, hint: Callable[[], str]) -> str:
    """The same in Chinese. A sentence that is not known here is left as it is, after what to do about it."""
    for pattern, words in _COMPILED:
        if found := pattern.fullmatch(sentence):
            parts = (_NAMES.get(part or "", part or "") for part in found.groups())
            return words.format(*parts)
    return f"{hint()} {sentence}".lstrip()
