"""Forms in the house's look: hints, errors, what was typed."""

from datetime import date

from django import forms
from django.template import Context, Template
from django.utils.translation import override

from huiying.core.web.forms import DateField


class Sample(forms.Form):
    how = forms.ChoiceField(
        label="How",
        choices=[("a", "Without a name"), ("b", "With a name")],
        widget=forms.RadioSelect,
        help_text="Hint",
    )
    ways = forms.MultipleChoiceField(
        label="Ways", choices=[("m", "Mail")], widget=forms.CheckboxSelectMultiple, required=False
    )
    when = DateField(label="When")
    story = forms.CharField(label="Story", max_length=30, widget=forms.Textarea)
    file = forms.FileField(label="File", required=False)


def rendered(template, **context):
    return Template(template).render(Context(context))


def test_a_form_comes_out_in_our_markup():
    html = rendered("{% load hy %}{% hy_form form %}", form=Sample())
    assert html.count("govuk-radios__input") == 2
    assert 'type="checkbox"' in html
    assert 'aria-describedby="id_how-hint"' in html
    assert 'data-maxlength="30"' in html
    assert 'class="govuk-file-upload"' in html
    assert " style=" not in html


def test_django_s_own_way_of_rendering_gives_the_same():
    assert "govuk-radios__input" in str(Sample())
    assert "govuk-textarea" in Sample()["story"].as_field_group()


def test_every_error_stands_at_its_field_and_in_the_summary():
    form = Sample(
        {"how": "", "when_year": "2026", "when_month": "13", "when_day": "1", "story": ""}
    )
    with override("en"):
        summary = rendered("{% load hy %}{% hy_errors form %}", form=form)
        field = rendered("{% load hy %}{% hy_field form.story %}", form=form)
    assert "3 things are missing or wrong" in summary
    assert 'href="#id_how_0"' in summary
    assert 'href="#id_when_0"' in summary
    assert 'href="#id_story"' in summary
    assert "Please fill in: Story" in field
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_story-error id_story-info"' in field


def test_what_was_typed_stays():
    form = Sample(
        {"how": "b", "when_year": "2026", "when_month": "13", "when_day": "x", "story": "<b>词</b>"}
    )
    html = rendered("{% load hy %}{% hy_form form %}", form=form)
    assert 'value="13"' in html
    assert 'value="x"' in html
    assert "&lt;b&gt;词&lt;/b&gt;" in html
    assert html.count("checked") == 1


def test_the_browser_cuts_nothing_that_is_pasted():
    html = rendered("{% load hy %}{% hy_field form.story %}", form=Sample())
    assert " maxlength=" not in html


def test_errors_are_said_in_chinese_too():
    with override("zh-hans"):
        html = rendered(
            "{% load hy %}{% hy_errors form %}", form=Sample({"how": "a", "story": "词"})
        )
    assert "有 1 处没有填" in html
    assert "请填日期：年、月、日。" in html


class Day(forms.Form):
    day = DateField(required=False)


def test_a_day_is_read_from_three_boxes():
    form = Day({"day_year": " 2028", "day_month": "2", "day_day": "29 "})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2028, 2, 29)


def test_no_day_is_guessed():
    for boxes in (("2027", "2", "29"), ("2027", "2", ""), ("二", "2", "9"), ("1", "2", "3")):
        form = Day(dict(zip(("day_year", "day_month", "day_day"), boxes, strict=True)))
        assert not form.is_valid(), boxes
    assert Day({}).is_valid()
