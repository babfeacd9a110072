"""What is the same for everybody is rendered once; what differs by its key is not mixed up."""

from django.template import Context, Template

SHOWN = "{% load kept %}{% kept language %}{{ language }} {{ counted }}{% endkept %}"


class Counted:
    """Says how often it was rendered."""

    times = 0

    def __str__(self) -> str:
        self.times += 1
        return str(self.times)


def test_the_same_key_is_rendered_once_and_another_one_anew():
    page, counted = Template(SHOWN), Counted()
    first = page.render(Context({"language": "en", "counted": counted}))
    again = page.render(Context({"language": "en", "counted": counted}))
    other = page.render(Context({"language": "zh", "counted": counted}))
    assert (first, again, other) == ("en 1", "en 1", "zh 2")


def test_addresses_that_strangers_make_up_do_not_fill_the_memory():
    page = Template(SHOWN)
    for number in range(2_000):
        page.render(Context({"language": str(number), "counted": ""}))
    (node,) = [node for node in page.nodelist if hasattr(node, "held")]
    assert len(node.held) <= 300
