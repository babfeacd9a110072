"""The word that a visitor says at the door or on the telephone, so that the person knows who is there."""

import secrets

# Short, unlike one another, easy to say in both languages; none has to do with the police.
WORDS = (
    ("青竹", "bamboo"), ("白鹭", "egret"), ("红枣", "jujube"), ("石桥", "stone bridge"),
    ("灯笼", "lantern"), ("麦田", "wheat field"), ("雨伞", "umbrella"), ("茶壶", "teapot"),
    ("柳树", "willow"), ("木船", "wooden boat"), ("棉花", "cotton"), ("风筝", "kite"),
    ("核桃", "walnut"), ("山泉", "spring water"), ("草帽", "straw hat"), ("蜂蜜", "honey"),
    ("瓷碗", "china bowl"), ("银杏", "ginkgo"), ("月饼", "mooncake"), ("莲藕", "lotus root"),
    ("火车", "train"), ("橘子", "orange"), ("海螺", "conch"), ("毛笔", "brush pen"),
    ("松鼠", "squirrel"), ("豆浆", "soy milk"), ("围巾", "scarf"), ("琵琶", "lute"),
    ("葡萄", "grape"), ("雪花", "snowflake"), ("门铃", "doorbell"), ("算盘", "abacus"),
)  # fmt: skip


def new_word() -> str:
    """A word for one visit, in both languages: a number of two digits makes it hard to guess."""
    zh, en = secrets.choice(WORDS)
    return f"{zh} {en} {secrets.randbelow(90) + 10}"
