"""Traditional Chinese is derived; what the converter gets wrong is put right, in every word there is."""

from importlib import import_module

words = import_module("scripts.words")


def test_neighbours_are_not_taken_for_a_word_of_their_own():
    derived = words.converter()
    assert derived("最多只能这么多，来信写明了编号") == "最多只能這麼多，來信寫明了編號"
    assert derived("没有采纳；副本里；每 %(weeks)s 周") == "沒有採納；副本裏；每 %(weeks)s 週"
    assert derived("三只有盖的箱子") == "三隻有蓋的箱子"


def test_no_derived_word_has_a_known_mistake():
    derived = words.traditional(words.load(words.ZH_HANS))
    texts = [words.translation(entry) for entry in derived]
    assert len(texts) > 5000
    for wrong in words.CORRECTED:
        assert not [text for text in texts if wrong in text]
