"""Markup on translations, in the four languages."""

from __future__ import annotations

import pytest

from dragoman.inline import Projection, brackets, mask, project, project_pieces
from dragoman.model import Severity, Syntax
from tests.steps import counted


def projected(
    source: str, target: str, *others: str, syntax: Syntax = Syntax.MARKDOWN
) -> Projection:
    """Project onto `target`; `others` translate the requests after the first."""
    masked = mask(source, syntax)
    assert len(masked.requests) == 1 + len(others), masked.requests
    return project(masked, dict(zip(masked.requests, (target, *others), strict=True)))


CERTAIN = [
    # Words that no space parts
    (
        "We read the [port map](a).",
        "我们读了端口映射协议。",
        ["端口映射"],
        "我们读了[端口映射](a)协议。",
    ),
    # Russian
    (
        "About 12,400 people left, and *more than half* have now returned.[^1]",
        "Дома покинули около 12 400 человек, и более половины уже вернулись.",
        ["больше половины"],
        "Дома покинули около 12 400 человек, и *более половины* уже вернулись.[^1]",
    ),
    (
        'The [regional water office](https://w.org/a_(b) "Water levels") has **new** figures.',
        "Региональное управление водных ресурсов публикует новые данные.",
        ["региональное управление водных ресурсов", "Уровень воды", "новый"],
        '[Региональное управление водных ресурсов](https://w.org/a_(b) "Уровень воды") публикует '
        "**новые** данные.",
    ),
    (
        "**“Stop!”** he said.",
        "«Стоп!» — сказал он.",
        ["«Стоп!»"],
        "**«Стоп!»** — сказал он.",
    ),
    (
        "Send the word `FLOOD` to 4455 or write to <desk@example.org>.",
        "Отправьте слово xq 1 на 4455 или пишите на XQ2.",
        [],
        "Отправьте слово `FLOOD` на 4455 или пишите на <desk@example.org>.",
    ),
    (
        "Read the [report](a), the [map](b) and the [list](c).",
        "Смотрите карту, список и отчёт.",
        ["отчёт", "карта", "список"],
        "Смотрите [карту](b), [список](c) и [отчёт](a).",
    ),
    (
        "The river[^1], said *Relin*, fell[^2].",
        "Река, сказал Релин, упала.",
        ["Релин"],
        "Река[^1], сказал *Релин*, упала[^2].",
    ),
    (
        "A footnote[^1], ~~struck words~~ here.",
        "А сноска, зачёркнутые слова тут.",
        ["зачёркнутые слова"],
        "А сноска[^1], ~~зачёркнутые слова~~ тут.",
    ),
    (
        "The note[^1] *counts*.",
        "Сноска учитывается.",
        ["учитывается"],
        "Сноска[^1] *учитывается*.",
    ),
    (
        "They came[^1] (NATO).",
        "Они приехали (NATO).",
        [],
        "Они приехали[^1] (NATO).",
    ),
    # Persian
    (
        "The [lower *bridge*](u) is closed.[^1]",
        "پل پایینی بسته است.",
        ["پل پایینی", "پل"],
        "[*پل* پایینی](u) بسته است.[^1]",
    ),
    (
        "**Is the road open?**",
        "آیا جاده باز است؟",
        [],
        "**آیا جاده باز است؟**",
    ),
    (
        "The word `FLOOD` and the number {count} stay.",
        "واژهٔ XQ۱ و شمارهٔ XQ۲ می‌مانند.",
        [],
        "واژهٔ `FLOOD` و شمارهٔ {count} می‌مانند.",
    ),
    (
        "Read *the books* here.",
        "کتاب‌ها را اینجا بخوانید.",
        ["کتاب‌ها"],
        "*کتاب‌ها* را اینجا بخوانید.",
    ),
    (
        "About **64** of them left.",
        "حدود ۶۴ نفر رفتند.",
        [],
        "حدود **۶۴** نفر رفتند.",
    ),
    # Turkish
    (
        "Write to [Ankara](a) or [İzmir](b), not to [Ankara](c).",
        "Ankara'ya veya İzmir'e yazın, Ankara'ya değil.",
        ["Ankara", "İzmir"],
        "[Ankara](a)'ya veya [İzmir](b)'e yazın, [Ankara](c)'ya değil.",
    ),
    (
        "The *sea* rose.",
        "Denizden gelen deniz yükseldi.",
        ["deniz"],
        "Denizden gelen *deniz* yükseldi.",
    ),
    (
        "Ask @mira_c on **Monday**.",
        "XQ1'ye Pazartesi günü sorun.",
        ["pazartesi"],
        "@mira_c'ye **Pazartesi** günü sorun.",
    ),
    (
        "Open _**`make`**_ and see.",
        "XQ1 komutunu açın ve görün.",
        [],
        "_**`make`**_ komutunu açın ve görün.",
    ),
    (
        "It rose by {share}[^1]%",
        "Artış: XQ1%",
        [],
        "Artış: {share}[^1]%",
    ),
    # Arabic
    (
        "The **water** fell, [Lorven](u) said.[^1]",
        "قالت لورفن إن المياه انخفضت.",
        ["المياه", "لورفن"],
        "قالت [لورفن](u) إن **المياه** انخفضت.[^1]",
    ),
    (
        "*Is it open?*[^1]",
        "هل هو مفتوح؟",
        [],
        "*هل هو مفتوح؟*[^1]",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "others", "expected"), CERTAIN)
def test_certain_places(source: str, target: str, others: list[str], expected: str) -> None:
    projection = projected(source, target, *others)
    assert projection == Projection(expected)


UNCERTAIN = [
    (
        "Families *return* to the valley.",
        "Семьи приезжают домой в долину.",
        ["Верните"],
        "Семьи *приезжают* домой в долину.",
        ["return"],
    ),
    (
        "The bridge[^1] is open to cars.",
        "پل برای خودروها باز است.",
        [],
        "پل برای[^1] خودروها باز است.",
        ["[^1]"],
    ),
    (
        "The *old* road and the [new](u) road.",
        "Yol.",
        ["eski", "yeni"],
        "*Yol*. [yeni](u)",
        ["old", "new"],
    ),
    (
        "The *water* level rose.",
        "Suyun seviyesi yükseldi.",
        ["su"],
        "*Suyun* seviyesi yükseldi.",
        ["water"],
    ),
    (
        "Call *the office* @mira now.",
        "Şimdi XQ1 arayın.",
        ["büro"],
        "*Şimdi* @mira arayın.",
        ["the office"],
    ),
    (
        "Read *the news* today.",
        "",
        ["الأخبار"],
        "*الأخبار*",
        ["the news"],
    ),
]


@pytest.mark.parametrize(("source", "target", "others", "expected", "doubted"), UNCERTAIN)
def test_uncertain_places_are_reported(
    source: str, target: str, others: list[str], expected: str, doubted: list[str]
) -> None:
    projection = projected(source, target, *others)
    assert projection.text == expected
    assert [(f.check, f.severity, f.message) for f in projection.findings] == [
        ("markup_position", Severity.WARNING, f"check where “{what}” stands in the target")
        for what in doubted
    ]


BRACKETED = [
    (
        'It has a bound (<wbr id="6"><wbr id="7">) and another bound (<wbr id="9">) here.',
        "У него есть граница () и здесь ещё одна граница ().",
        'У него есть граница (<wbr id="6"><wbr id="7">) и здесь ещё одна граница (<wbr id="9">).',
    ),
    (
        'They are one group (<wbr id="1">, <wbr id="2">, <wbr id="3">) and so on.',
        "Это одна группа (,, ) и так далее.",
        'Это одна группа (<wbr id="1">, <wbr id="2">, <wbr id="3">) и так далее.',
    ),
    (
        'A note [<wbr id="3"> of it] is so.',
        "Заметка [из него] такова.",
        'Заметка [<wbr id="3"> из него] такова.',
    ),
]


@pytest.mark.parametrize(("source", "target", "expected"), BRACKETED)
def test_signs_stay_between_their_brackets(source: str, target: str, expected: str) -> None:
    assert projected(source, target, syntax=Syntax.HTML).text == expected


def test_a_space_within_a_tag_before_a_sign_stays() -> None:
    source = '<span id="0">Colours: </span>\u2705 \u274c'
    expected = '<span id="0">Цвета:</span> \u2705 \u274c'
    assert projected(source, "Цвета:", syntax=Syntax.HTML).text == expected


IMAGES = [
    (
        '![Trucks](images/a_b.jpg "Near Lorven")',
        ["Грузовики", "Под Лорвеном"],
        '![Грузовики](images/a_b.jpg "Под Лорвеном")',
    ),
    (
        "![Trucks](a.jpg 'Near \"Lorven\"')",
        ["کامیون‌ها [در راه]", "نزدیک 'لورون'"],
        "![کامیون‌ها \\[در راه\\]](a.jpg 'نزدیک \\'لورون\\'')",
    ),
    ("![Trucks][t]", ["Kamyonlar"], "![Kamyonlar][t]"),
    ("![Trucks][]", ["شاحنات"], "![شاحنات][Trucks]"),
    ("![Trucks][]{ .wide }", ["شاحنات"], "![شاحنات][Trucks]{ .wide }"),
    ("[![Trucks](a.jpg)](u)", ["Kamyonlar"], "[![Kamyonlar](a.jpg)](u)"),
    ("![](a.jpg)", [], "![](a.jpg)"),
]


@pytest.mark.parametrize(("source", "texts", "expected"), IMAGES)
def test_images_alone(source: str, texts: list[str], expected: str) -> None:
    masked = mask(source, Syntax.MARKDOWN)
    translated = dict(zip(masked.requests, texts, strict=True))
    assert project(masked, translated) == Projection(expected)


def test_an_image_keeps_its_description_if_that_was_not_translated() -> None:
    masked = mask("See ![a map](m.png).", Syntax.MARKDOWN)
    assert project(masked, {"See.": "Смотрите."}).text == "Смотрите ![a map](m.png)."


@pytest.mark.parametrize(
    ("source", "target", "others", "expected"),
    [
        # A guillemet between stars and a letter ends no emphasis.
        ("**“Yes”**.", "«Да»та", [], "**«Да»та**"),
        ("**“Yes”** it is.", "«Да»та ответ.", ["Да"], "«**Да**»та ответ."),
        ("**“Books”** here.", "«کتاب»\u200cها اینجا.", ["«کتاب»"], "«**کتاب**»\u200cها اینجا."),
        # Underscores inside a word are no emphasis either.
        (
            "_Lorven_ fell.",
            "Lorven\u200cلار افتاد.",
            ["Lorven\u200cلار"],
            "_Lorven\u200cلار_ افتاد.",
        ),
        ("_@mira_ fell.", "XQ1ы упали.", [], "*@mira*ы упали."),
        ("_{x}_ fell.", "XQ1ы упали.", [], "*{x}* ы упали."),
        # Emphasis within emphasis over the same words.
        ("*very *old* road*", "дорога", ["старый"], "*_дорога_*"),
    ],
)
def test_emphasis_stays_emphasis(
    source: str, target: str, others: list[str], expected: str
) -> None:
    projection = projected(source, target, *others)
    assert projection.text == expected
    assert "markup" not in {finding.check for finding in projection.findings}


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("A good hotel.", "Отель 5*.", "Отель 5\\*."),
        ("A 5* hotel.", "Отель 5*.", "Отель 5*."),
        ("A 5\\* hotel.", "Отель 5*.", "Отель 5\\*."),
        ("Five times three.", "5 * 3 = 15", "5 * 3 = 15"),
        ("Use the name.", "Имя snake_case_x и _y_.", "Имя snake_case_x и \\_y\\_."),
        ("He left.", "Он [ушёл](домой).", "Он [ушёл\\](домой)."),
        ("Less &lt;b> more.", "Меньше <b> больше.", "Меньше \\<b> больше."),
        ("Ann &lt;a@b.org&gt; left.", "Анна <XQ1> ушла.", "Анна \\<a@b.org> ушла."),
        ("See &lt;https://b.org&gt;.", "См. <XQ1>.", "См. \\<https://b.org>."),
        ("Write &amp;amp; here.", "Пишите &amp; тут.", "Пишите \\&amp; тут."),
        ("The year 1986 was good.", "1986. Хороший год.", "1986\\. Хороший год."),
        ("Yes, he said.", "- Да, - сказал он.", "\\- Да, - сказал он."),
        ("Number one", "# 1", "\\# 1"),
        ("Wow! See it.", "Вау! Смотрите.", "Вау! Смотрите."),
    ],
)
def test_words_are_not_read_as_markup(source: str, target: str, expected: str) -> None:
    assert projected(source, target) == Projection(expected)


def test_an_exclamation_mark_makes_no_link_an_image() -> None:
    projection = projected("Look! [Here](u)", "Bak![Burada](x)", "Burada")
    assert projection.text.count("](u)") == 1
    assert "\\!" in projection.text
    assert not [f for f in projection.findings if f.check == "markup"]


def test_plain_text_is_never_escaped() -> None:
    projection = projected("See @mira.", "- XQ1 *смотрит* <b>", syntax=Syntax.PLAIN)
    assert projection == Projection("- @mira *смотрит* <b>")


# Masks


@pytest.mark.parametrize(
    ("target", "expected", "words"),
    [
        ("Отправьте слово на XQ2.", "Отправьте слово на @b. `A`", ["lost"]),
        ("XQ1 XQ1 на XQ2.", "`A`  на @b.", ["repeated"]),
        ("", "`A` @b", ["lost", "lost"]),
        ("XQ1 и XQ2 и XQ7", "`A` и @b и XQ7", ["stands for nothing"]),
    ],
)
def test_lost_and_doubled_masks(target: str, expected: str, words: list[str]) -> None:
    projection = projected("Send `A` to @b.", target)
    assert projection.text == expected
    assert not projection.complete
    assert [f.check for f in projection.findings] == ["verbatim"] * len(words)
    assert all(f.severity is Severity.ERROR for f in projection.findings)
    messages = [f.message for f in projection.findings]
    assert all(word in message for word, message in zip(words, messages, strict=True))


def test_a_mask_of_another_form_is_an_error() -> None:
    masked = mask("Write to desk@example.org today.", Syntax.PLAIN, forms=brackets)
    projection = project(masked, {masked.plain: "Bugün [1] XQ1 adresine yazın."})
    assert not projection.complete
    assert [(f.check, f.severity) for f in projection.findings] == [("verbatim", Severity.ERROR)]
    assert "XQ1" in projection.findings[0].message


@pytest.mark.parametrize("word", ["XQ58", "XQ5", "xq 5", "QX50"])
def test_a_word_like_a_mask_stays(word: str) -> None:
    assert projected(f"The {word} is new.", f"{word} yeni.") == Projection(f"{word} yeni.")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Hello 😀, world 🇮🇷!", "Привет, мир!", "Привет 😀, мир 🇮🇷!"),
        ("✅ Done.", "Готово.", "✅ Готово."),
        ("Rain 🌧️🌧️", "باران", "باران 🌧️🌧️"),
        ("🎉 **Won!** 🎉", "Kazandı!", "🎉 **Kazandı!** 🎉"),
    ],
)
def test_emoji_come_back_in_their_place(source: str, target: str, expected: str) -> None:
    masked = mask(source, Syntax.MARKDOWN)
    projection = project(masked, {masked.plain: target})
    assert projection.text == expected
    assert not [f for f in projection.findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("source", "plain", "target", "expected"),
    [
        ("It rose 40→48% now", "It rose XQ1 now", "Es stieg XQ1 nun", "Es stieg 40→48% nun"),
        ("Was $2,000➡$2,100.50.", "Was XQ1.", "War XQ1.", "War $2,000➡$2,100.50."),
        ("Go Home→Roads now", "Go Home Roads now", "Geh Home Roads nun", "Geh Home→Roads nun"),
        ("Go <b>Home</b>→Roads", "Go Home Roads", "Geh Home Roads", "Geh <b>Home</b>→ Roads"),
        ("We I❤️NY so", "We I NY so", "Wir I NY so", "Wir I❤️NY so"),
        ("It rose (→) so 👍🏽.", "It rose () so.", "Es stieg () so.", "Es stieg (→) so 👍🏽."),
        ("From 2→ on", "From 2 on", "Ab 2 an", "Ab 2→ an"),
        (
            'As Lee<wbr id="3">says so',
            "As Lee says so",
            "Wie Lee so sagt",
            'Wie Lee<wbr id="3">so sagt',
        ),
        ("a long<wbr>word", "a longword", "ein Langwort", None),
        ('“漢<wbr id="3">字”', "“漢字”", "“漢字”", None),
    ],
)
def test_an_arrow_between_two_words_keeps_them_apart(
    source: str, plain: str, target: str, expected: str | None
) -> None:
    masked = mask(source, Syntax.HTML)
    assert masked.plain == plain
    if expected is not None:
        assert project(masked, {masked.plain: target}).text == expected


def test_a_drop_cap_stays_the_first_letter() -> None:
    masked = mask("<span>T</span>he road is open.", Syntax.HTML)
    projection = project(masked, {masked.plain: "Дорога открыта.", "T": "Т"})
    assert projection == Projection("<span>Д</span>орога открыта.")


@pytest.mark.parametrize(
    "part", ["the *word{}* and text", "a note[^{}] and text.", "the 😀 and {}."]
)
def test_a_long_paragraph_takes_no_longer_than_short_ones(part: str) -> None:
    def steps(length: int) -> int:
        # Numbers that no other length has: what was read once is remembered.
        source = " ".join(part.format(number) for number in range(length, 2 * length))
        with counted() as calls:
            masked = mask(source, Syntax.MARKDOWN)
            translated = dict.fromkeys(masked.requests, "дом")
            translated[masked.plain] = " ".join("слово" for _ in source.split())
            assert len(project(masked, translated).text) > len(translated[masked.plain])
        return calls()

    steps(1)
    assert steps(320) < 2.3 * steps(160)


@pytest.mark.parametrize("form", ["XQ1", "xq1", "XQ 1", "Xq\u00a01", "XQ۱", "XQ١", "XQ\u200f1"])
def test_masks_come_back_in_many_forms(form: str) -> None:
    assert projected("Send `A` now.", f"أرسل {form} الآن.") == Projection("أرسل `A` الآن.")


def test_a_digit_after_a_mask_is_not_its_number() -> None:
    masked = mask("{a}5 trucks", Syntax.PLAIN)
    assert project(masked, {masked.plain: "Грузовики: XQ15"}).text == "Грузовики: {a}5"


def test_pieces_keep_everything() -> None:
    masked = mask("Send **`A` to @b**, or *call* {c}!", Syntax.MARKDOWN)
    translated = {"Send": "Отправьте", "to": "на", ", or call": ", или звоните", "call": "звоните"}
    projection = project_pieces(masked, translated)
    assert projection == Projection("Отправьте **`A` на @b**, или *звоните* {c}!")


def test_a_glued_item_is_parted_from_the_word() -> None:
    projection = projected("Read a.pdf now.", "سندXQ1را بخوانید")
    assert projection.text == "سندa.pdfرا بخوانید"
    projection = projected("See https://a.org now.", "XQ1را ببینید")
    assert projection == Projection("https://a.org را ببینید")


def test_what_the_engine_invents_is_an_error() -> None:
    projection = projected("See @mira.", "XQ1 и @anna")
    assert [(f.check, f.severity) for f in projection.findings] == [("markup", Severity.ERROR)]
    assert "added: handle “@anna”" in projection.findings[0].message


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("**KAZAN —** The convoy left.", "КАЗАНЬ — Колонна ушла.", "**КАЗАНЬ —** Колонна ушла."),
        ("**Breaking:** it fell.", "Срочно: он упал.", "**Срочно:** он упал."),
        ("*ROME (AP) –* It fell.", "РИМ (AP) – Он упал.", "*РИМ (AP) –* Он упал."),
    ],
)
def test_a_dateline_ends_with_its_mark(source: str, target: str, expected: str) -> None:
    masked = mask(source, Syntax.MARKDOWN)
    assert project(masked, {masked.plain: target}).text == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("<b>We left on Monday</b><i>.</i>", "Мы ушли.", "<b>Мы ушли</b><i>.</i>"),
        ("So<b>:</b> two, two<i>,</i> end", "Да: два, два, да", "Да<b>:</b> два, два<i>,</i> да"),
        ("<span>Comments</span><span>2</span>", "Отзывы 2", "<span>Отзывы</span> <span>2</span>"),
        ("<i>May 2</i><i>02:33</i>", "2 мая 02:33", "<i>2 мая</i> <i>02:33</i>"),
        ("the 21<sup>st</sup> floor", "the 21st floor", "the 21<sup>st</sup> floor"),
        ("the log<sub>4</sub> of <var>x</var>", "лог4 от XQ1", "лог<sub>4</sub> от <var>x</var>"),
    ],
)
def test_elements_that_only_their_looks_hold_apart(source: str, target: str, expected: str) -> None:
    masked = mask(source, Syntax.HTML)
    own = {"We left on Monday": "Мы ушли", "Comments": "Отзывы", "May 2": "2 мая"}
    assert project(masked, {masked.plain: target, **own}).text == expected


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ('H<span id="1">2</span>O', "H2O"),
        ('4.0<span id="1">beta</span>', "4.0beta"),
        ('dash<span id="3">ed</span>Line', "dashedLine"),
        ('1<span id="3">st</span><br>Row<wbr id="5">', "1st Row"),
    ],
)
def test_letters_of_a_word_in_a_document_are_one_word(source: str, plain: str) -> None:
    assert mask(source, Syntax.HTML).plain == plain


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        # What an entity shows stays as it is written.
        ("More &rarr;", {"More": "Ещё"}, "Ещё &rarr;"),
        ("<b>Sex &#9829;</b> and so on", {"Sex": "A"}, None),
        ("Rain&nbspfell", {"Rain\xa0fell": "Шёл дождь"}, "Шёл дождь"),
        # So do braces that are none of a template.
        (r"\&#123;&#123; so }} is {{ so }}", {"\\{{ so }} is XQ1": "{{ эх }} как XQ1"},
         "&#123;&#123; эх }} как {{ so }}"),
        ('<img alt="By {{ name }}"> left', {"left": "ушла", "By XQ1": "От XQ1"},
         '<img alt="От {{ name }}"> ушла'),
        # A comment is no text, whatever it holds.
        ('One <!--[if IE]><img title="Two"><![endif]-->', {"One": "Один"}, None),
        # A part of a word that comes through stays that part.
        ("by the 19<sup>th</sup>-century mill", {"by the 19th-century mill": "19th-Mühle",
         "th": "th"}, "19<sup>th</sup>-Mühle"),
    ],
)  # fmt: skip
def test_code_of_html_comes_through(
    source: str, translated: dict[str, str], expected: str | None
) -> None:
    masked = mask(source, Syntax.HTML)
    whole = {masked.plain: masked.plain, **translated}
    projection = project(masked, whole)
    assert not [each for each in projection.findings if each.severity is Severity.ERROR]
    if expected is not None:
        assert projection.text == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("an eponym<i>ous</i> hero", "один эпонимный герой", "один эпоним<i>ный</i> герой"),
        ("the <em>Poll</em>itico story", "la Pollítica nota", "la <em>Poll</em>ítica nota"),
        ("It’s a clumsines<i>s</i> chain", "Bu’s bir clumsinėss zincir",
         "Bu’s bir clumsinės<i>s</i> zincir"),
        ('3. So <math id="1">a</math>m<span id="3">3</span> fell', "3. Só XQ1ṁ3 ƒell",
         '3. Só <math id="1">a</math>ṁ<span id="3">3</span> ƒell'),
        ('w<i>a</i><b>s about 14%.</b>', "ŵåš åƀöûť 14%.", "ŵ<i>å</i><b>š åƀöûť 14%.</b>"),
        ('s<i>o non-</i><b>DM</b> is', "šö ñöñ-ĎṀ îš", "š<i>ö ñöñ-</i><b>ĎṀ</b> îš"),
        ('so <i>\\text</i><b>nn</b> or', "só \\ţexțññ ór", "só <i>\\ţexț</i><b>ññ</b> ór"),
        # A label ends with its last mark.
        ('<b>Row 4 - Sea –</b> not mine', "Reihe 4 - See – nicht mein",
         "<b>Reihe 4 - See –</b> nicht mein"),
        ('is <span id="1">Δ</span><span id="2">X = </span>2', "ist ΔẊ = 2",
         'ist <span id="1">Δ</span><span id="2">Ẋ =</span> 2'),
        ("<b>the hero of wo</b>rld", "der held des welt", "<b>der held des welt</b>"),
        ('See <a href="b">our account</a><i>s?</i>', "Vea las cuentaas?",
         'Vea <a href="b">las cuentaa</a><i>s?</i>'),
        ('is <a href="b">an account</a><i>s (two)</i>', "son los ccuentas (dos)",
         'son <a href="b">los ccuenta</a><i>s (dos)</i>'),
    ],
)  # fmt: skip
def test_a_part_of_a_word_is_found_letter_by_letter(
    source: str, target: str, expected: str
) -> None:
    masked = mask(source, Syntax.HTML)
    assert project(masked, {masked.plain: target}).text == expected


def test_a_mark_beyond_a_space_belongs_to_its_span() -> None:
    masked = mask("it is <b>sound</b><i>, as he says</i> (<b>so</b><i> )</i>.", Syntax.HTML)
    own = {"sound": "gut", ", as he says": ", wie er sagt", "so": "so"}
    text = project(masked, {masked.plain: "es ist gut, wie er sagt (so ).", **own}).text
    assert text == "es ist <b>gut</b><i>, wie er sagt</i> (<b>so</b> <i>)</i>."


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ('see Table <wbr id="2">: it fell', "см. таблицу: оно упало",
         'см. таблицу <wbr id="2">: оно упало'),
        ('it is in “Table <wbr id="2">” of it', "это в «Таблице » о нём",
         'это в «Таблице <wbr id="2">» о нём'),
        ('so (see page <wbr id="2">) it is', "так (см. стр. ) и есть",
         'так (см. стр. <wbr id="2">) и есть'),
        ('the grid <wbr id="2"><wbr id="3"> of it fell', "die Netze davon fielen",
         'die Netze <wbr id="2"><wbr id="3"> davon fielen'),
        ('he saw it, <wbr id="2"> and left', "он видел, и ушёл", 'он видел, <wbr id="2"> и ушёл'),
        ('it is <span id="5">@ann()</span> that fell', "это XQ1() упало",
         'это <span id="5">@ann()</span> упало'),
    ],
)  # fmt: skip
def test_marks_stay_on_their_side_of_a_sign(source: str, target: str, expected: str) -> None:
    masked = mask(source, Syntax.HTML)
    assert project(masked, {masked.plain: target}).text == expected
