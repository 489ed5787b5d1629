"""Each check in the four languages: what it finds, what is good, and what is not its business."""

from __future__ import annotations

import pytest

from dragoman.checks import CHECKS, Pair
from dragoman.model import Syntax

CHECK = {check.name: check for check in CHECKS}


def found(name: str, source: str, target: str, language: str) -> list[str]:
    return list(CHECK[name].run(Pair(source, target, Syntax.MARKDOWN, "en", language)))


BAD = [
    # numbers
    ("number_missing", "He won 3 of 5 races.", "Он выиграл три гонки.", "ru"),
    ("quotes_added", "The bridge is closed.", "«Мост закрыт.»", "ru"),
    ("quotes_added", "The bridge is closed.", "«پل بسته است.»", "fa"),
    ("quotes_added", "The bridge is closed.", "“Köprü kapalı.”", "tr"),
    ("quotes_added", "The bridge is closed.", "\"الجسر مغلق.\"", "ar"),
    ("number_missing", "It rose 6.5 metres.", "آب ۵٫۶ متر بالا آمد.", "fa"),
    ("number_missing", "It was built in 1864.", "1846’da yapıldı.", "tr"),
    ("number_missing", "It was built in the 1970s.", "بني في الثمانينيات.", "ar"),
    ("number_missing", "It took 10 billion euros.", "Это стоило 1 млрд евро.", "ru"),
    ("number_missing", "It is 100 percent sure.", "هذا مؤكد بالمئة.", "ar"),
    ("number_missing", "It is 100 percent sure.", "هذا مؤكد في المائة.", "ar"),
    ("number_missing", "AB2, a protein, is new.", "إن بروتين AB جديد في السرطان.", "ar"),
    ("number_missing", "They won 2-1 on Friday.", "فاز الفريقان بنتيجة -1 يوم الجمعة.", "ar"),
    ("number_missing", "The fine is 2,000 euros for two days.", "جریمهٔ دو روز یورو است.", "fa"),
    ("number_spelled", "Six boats came back.", "Лодки вернулись.", "ru"),
    ("number_spelled", "The six boats came back.", "Лодки вернулись.", "ru"),
    ("number_spelled", "The six boats came back.", "قایق‌ها برگشتند.", "fa"),
    ("number_spelled", "The six boats came back.", "Tekneler döndü.", "tr"),
    ("number_spelled", "The six boats came back.", "عادت القوارب.", "ar"),
    ("number_added", "The boats came back.", "Вернулись 12 лодок.", "ru"),
    ("number_added", "The boats came back.", "۱۲ قایق برگشت.", "fa"),
    ("number_added", "The boats came back.", "12 tekne döndü.", "tr"),
    ("number_added", "The boats came back.", "عاد ١٢ قارباً.", "ar"),
    ("number_format", "About 12,400 people left.", "Ушли около 12,400 человек.", "ru"),
    ("number_format", "It grew by 3.5 percent.", "Yüzde 3.5 büyüdü.", "tr"),
    ("magnitude", "It cost 2.3 billion euros.", "Это стоило 2,3 миллиона евро.", "ru"),
    ("magnitude", "It cost 2.3 billion euros.", "۲٫۳ میلیون یورو هزینه داشت.", "fa"),
    ("magnitude", "It cost 2.3 billion euros.", "2,3 milyon avroya mal oldu.", "tr"),
    ("magnitude", "It cost 2.3 billion euros.", "كلف 2.3 مليون يورو.", "ar"),
    ("currency", "It cost $5.", "Это стоило 5 евро.", "ru"),
    ("currency", "It cost €5.", "۵ دلار هزینه داشت.", "fa"),
    ("currency", "It cost 5 million dollars.", "5 milyon avroya mal oldu.", "tr"),
    ("currency", "It cost £5.", "كلف 5 دولارات.", "ar"),
    ("date", "It opens on March 8.", "Открытие 8 апреля.", "ru"),
    ("date", "It opens on March 8.", "۸ آوریل باز می‌شود.", "fa"),
    ("date", "It opened last Tuesday.", "Geçen çarşamba açıldı.", "tr"),
    ("date", "It opens on Sept. 8.", "يفتح في 8 أكتوبر.", "ar"),
    ("clock", "It opens at 6:30 a.m. sharp.", "Открытие ровно в 6:30 вечера.", "ru"),
    ("clock", "It opens at 6:30 p.m. sharp.", "ساعت ۶:۳۰ صبح باز می‌شود.", "fa"),
    ("clock", "It opens at 6:30 p.m. sharp.", "Sabah 6:30’da açılır.", "tr"),
    ("clock", "It opens at 6:30 a.m. sharp.", "يفتح في 6:30 مساءً.", "ar"),
    # meaning
    ("negation", "The road was not closed.", "Дорога была закрыта.", "ru"),
    ("negation", "The road was not closed.", "جاده بسته شد.", "fa"),
    ("negation", "They didn’t close the road.", "Yolu kapattılar.", "tr"),
    ("negation", "The road is never closed.", "الطريق مغلق.", "ar"),
    ("negation", "They did not give up.", "Vazgeçtiler.", "tr"),
    ("negation", "The sick man did not come.", "Rahatsız adam geldi.", "tr"),
    ("negation", "The bridge is not finished.", "Köprü tamam.", "tr"),
    ("negation", "The bridge is not finished.", "Köprü tamamlandı.", "tr"),
    ("negation", "The road was open.", "Дорога не была открыта.", "ru"),
    ("negation", "The road was open.", "جاده باز نبود.", "fa"),
    ("negation", "The road was open.", "Yol açılmadı.", "tr"),
    ("negation", "The road was open.", "لم يفتح الطريق.", "ar"),
    ("name_missing", "Michael Schumacher won.", "Победил Роберт Кубица.", "ru"),
    ("name_missing", "Michael Schumacher won.", "رابرت کوبیتسا برنده شد.", "fa"),
    ("name_missing", "Michael Schumacher won.", "Robert Kubica kazandı.", "tr"),
    ("name_missing", "Michael Schumacher won.", "فاز روبرت كوبيتسا.", "ar"),
    ("name_missing", "Peter Abernathy won.", "Победил Роберт Кубица после потери.", "ru"),
    ("name_missing", "Peter Abernathy won.", "پیتر پارکر پیروز شد.", "fa"),
    ("name_missing", "Peter Abernathy won.", "Peter Kubica kazandı.", "tr"),
    ("name_missing", "Peter Abernathy won.", "فاز بطرس كوبيتسا.", "ar"),
    # left in English
    ("latin_run", "It is closed for cars now.", "Он closed for cars теперь.", "ru"),
    ("latin_run", "It is closed for cars now.", "اکنون closed for cars است.", "fa"),
    ("foreign_script", "The sign says 北京.", "На вывеске написано.", "ru"),
    ("foreign_script", "The sign says शांति.", "روی تابلو نوشته است.", "fa"),
    ("foreign_script", "The poster said Мир.", "Afişte yazıyordu.", "tr"),
    ("foreign_script", "The sign says שלום.", "كتب على اللافتة.", "ar"),
    ("latin_word", "It is closed for trucks.", "Он закрыт для trucks.", "ru"),
    ("latin_word", "It is closed for trucks.", "برای trucks بسته است.", "fa"),
    ("latin_word", "It is closed for trucks.", "مغلق أمام trucks.", "ar"),
    ("repeat", "It rained and snowed.", "шёл дождь и снег потом шёл дождь и снег", "ru"),
    # marks
    ("quotes_lost", "It is “a miracle”, he said.", "Это чудо, сказал он.", "ru"),
    ("quotes_lost", 'It is "a miracle", he said.', "او گفت این یک معجزه است.", "fa"),
    ("quotes_lost", "It is “a miracle”, he said.", "Bu bir mucize, dedi.", "tr"),
    ("quotes_lost", "It is “a miracle”, he said.", "قال إنها معجزة.", "ar"),
    ("quotes_unbalanced", "It is “a miracle”.", "Это «чудо.", "ru"),
    ("quotes_unbalanced", "It is “a miracle”.", "این معجزه» است.", "fa"),
    ("quotes_unbalanced", "It is “a miracle”.", "Bu “mucize.", "tr"),
    ("quotes_unbalanced", "It is “a miracle”.", 'إنها "معجزة.', "ar"),
    ("quotes_unbalanced", "It is a miracle,” he said.", "«Это чудо, сказал он.", "ru"),
    ("quotes_unbalanced", "It is a “miracle” and a “sign”.", '«معجزه» و "نشانه است.', "fa"),
    ("quotes_lost", "It was over,” he said.", "Всё было кончено, сказал он.", "ru"),
    ("quotes_lost", "We shall come back.”", "Geri döneceğiz.", "tr"),
    ("quotes_unbalanced", "“Go,” he said, and “come”.", "«Иди, — сказал он, — и „приходи“.", "ru"),
    ("brackets", "The lake (the big one) rose.", "Озеро (большое поднялось.", "ru"),
    ("brackets", "The lake (the big one) rose.", "دریاچهٔ بزرگ بالا آمد.", "fa"),
    ("brackets", "The lake (the big one) rose.", "Göl [büyük olan yükseldi.", "tr"),
    ("brackets", "Wade went home.", "عاد (وايد) إلى بيته.", "ar"),
    ("terminal", "It rained.", "Шёл дождь", "ru"),
    ("terminal", "It rained.", "باران آمد", "fa"),
    ("terminal", "Is it open?", "Açık.", "tr"),
    ("terminal", "Is it open?", "إنه مفتوح.", "ar"),
    ("headline_period", "Rain in the north", "Дожди на севере.", "ru"),
    ("headline_period", "Rain in the north", "باران در شمال۔", "fa"),
    ("headline_period", "Rain in the north", "Kuzeyde yağmur.", "tr"),
    ("headline_period", "Rain in the north", "أمطار في الشمال.", "ar"),
    ("script", "The river.", "رودخانهٔ بزرگي", "fa"),
    ("script", "The book.", "کتاب", "ar"),
    ("script", "The book.", "ﻛﺘﺎﺏ", "ar"),
    ("script", "Izmir.", "i\u0307zmir", "tr"),
    ("mixed_script", "The river.", "Рeка", "ru"),
    ("mixed_script", "The river.", "Nehиr", "tr"),
    ("marks", "Yes, it is.", "بله, هست.", "fa"),
    ("marks", "Is it?", "هل هو?", "ar"),
    ("marks", "In 2009, it rained.", "في عام 2009, هطل المطر.", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "source", "target", "language"), BAD)
def test_what_is_wrong_is_found(check: str, source: str, target: str, language: str) -> None:
    assert found(check, source, target, language)


GOOD = [
    ("number_missing", "He won 3 of 5 races.", "Он выиграл три гонки из пяти.", "ru"),
    ("number_missing", "It is 100 metres long.", "طول آن صد متر است.", "fa"),
    ("number_missing", "It took 25 days.", "Yirmi beş gün sürdü.", "tr"),
    ("number_missing", "It was built in the 15th century.", "بني في القرن الخامس عشر.", "ar"),
    ("number_missing", "It was built in the 1970s.", "بني في السبعينيات.", "ar"),
    ("number_missing", "It was built in the 1970s.", "Построено в 70-е годы.", "ru"),
    ("number_missing", "He bought 2 boats.", "اشترى قاربين.", "ar"),
    ("number_missing", "It is 100 percent sure.", "هذا مؤكد مئة بالمئة.", "ar"),
    ("number_missing", "It took 1.5 million years.", "یک و نیم میلیون سال طول کشید.", "fa"),
    ("number_missing", "It cost 2,000 euros.", "Это стоило две тысячи евро.", "ru"),
    ("number_missing", "It cost 2,000 euros.", "كلف ألفي يورو.", "ar"),
    ("number_missing", "It took 1.5 hours.", "Это заняло полтора часа.", "ru"),
    ("number_missing", "It cost 1.2 million euros.", "Это стоило 1 200 000 евро.", "ru"),
    ("number_missing", "It opens at 11:00.", "Saat 11’de açılır.", "tr"),
    ("number_missing", "The season of 1995-96.", "فصل ۱۹۹۵-۱۹۹۶", "fa"),
    ("number_missing", "It covers 40 km2.", "Площадь 40 кв. км.", "ru"),
    ("number_spelled", "Six Flags is open.", "Парк Six Flags открыт.", "ru"),
    ("number_spelled", "The six boats.", "۶ قایق", "fa"),
    ("number_spelled", "The canteen is open.", "غذاخوری باز است.", "fa"),
    ("number_spelled", "The seventeen boats.", "17 лодок", "ru"),
    ("number_spelled", "The forty boats.", "Kırk tekne", "tr"),
    ("number_spelled", "For three decades.", "Otuz yıldır.", "tr"),
    ("number_spelled", "The six boats.", "القوارب الستة", "ar"),
    ("number_added", "The twelve boats.", "12 лодок", "ru"),
    ("number_added", "At noon.", "ساعت ۱۲", "fa"),
    ("number_added", "It opens on March 8.", "8.3 tarihinde açılır.", "tr"),
    ("number_added", "It took half an hour.", "استغرق 30 دقيقة.", "ar"),
    ("number_format", "Version 3.5 is out.", "3.5 sürümü çıktı.", "tr"),
    ("number_format", "About 12,400 people left.", "Ушли около 12 400 человек.", "ru"),
    ("magnitude", "It cost 2.3 million euros.", "2.300.000 avroya mal oldu.", "tr"),
    ("magnitude", "It cost 1.2 million euros.", "Это стоило 1200 тысяч евро.", "ru"),
    ("magnitude", "It is 30 m high.", "ارتفاع آن ۳۰ متر است.", "fa"),
    ("currency", "It cost $5.", "Это стоило 5 $.", "ru"),
    ("currency", "It weighs 5 pounds.", "Он весит два килограмма.", "ru"),
    ("date", "It opens on March 8.", "Открытие 08.03.2027.", "ru"),
    ("date", "It opens in May.", "Открытие в мае.", "ru"),
    ("date", "Theresa May may march.", "ترزا می راهپیمایی می‌کند.", "fa"),
    ("date", "It opens on March 8.", "يفتح في 8 آذار.", "ar"),
    ("date", "It opens on Wednesday.", "چهار شنبه باز می‌شود.", "fa"),
    ("date", "It opens on March 8.", "۱۷ اسفند باز می‌شود.", "fa"),
    ("clock", "It opens at 6:30 p.m. sharp.", "Открытие ровно в 18:30.", "ru"),
    ("clock", "It ends at 11 p.m. sharp.", "ساعت ۱۱ شب تمام می‌شود.", "fa"),
    ("negation", "The road was not closed.", "Дорогу не закрыли.", "ru"),
    ("negation", "The road is not safe.", "Дорога небезопасна.", "ru"),
    ("negation", "The road was not closed.", "جاده بسته نشد.", "fa"),
    ("negation", "They have nothing.", "هیچ چیزی ندارند.", "fa"),
    ("negation", "The road was not closed.", "Yol kapatılmadı.", "tr"),
    ("negation", "There is no road.", "Yol yok.", "tr"),
    ("negation", "The road was not closed.", "لم يغلق الطريق.", "ar"),
    ("negation", "Neither road nor bridge is safe.", "Ne yol ne de köprü güvenli.", "tr"),
    ("negation", "The bridge is not finished.", "Köprü tamamlanmamış.", "tr"),
    ("negation", "The bridge could not be saved.", "تعذر إنقاذ الجسر.", "ar"),
    ("negation", "They could not save the bridge.", "تعذّر عليهم إنقاذ الجسر.", "ar"),
    ("negation", "The road is closed.", "لا يزال الطريق مغلقاً.", "ar"),
    ("negation", "Last week in July.", "На прошлой неделе в июле.", "ru"),
    ("negation", "It left in July.", "Temmuz ayında gitti.", "tr"),
    ("name_missing", "Michael Schumacher won.", "Победил Шумахер.", "ru"),
    ("name_missing", "Michael Schumacher won.", "مایکل شوماخر برنده شد.", "fa"),
    ("name_missing", "Michael Schumacher won.", "Michael Schumacher'in zaferi.", "tr"),
    ("name_missing", "Sean O’Neil won.", "Sean O'Neil kazandı.", "tr"),
    ("name_missing", "Sean O'Neil won.", "Sean O’Neil kazandı.", "tr"),
    ("name_missing", "Beverly D’Angelo won.", "Beverly D'Angelo'nun zaferi.", "tr"),
    ("name_missing", "Michael Schumacher won.", "فاز مايكل شوماخر.", "ar"),
    ("name_missing", "Alexander Kubica won.", "Победил Александр.", "ru"),
    ("name_missing", "Peter Mills-Otte won.", "فاز بيتر ميلز أوتي.", "ar"),
    ("name_missing", "Anna May’s Harbour Plan failed.", "План Анны Мэй провалился.", "ru"),
    ("name_missing", "Peter’s Harbour won.", "Победила гавань.", "ru"),
    ("name_missing", "The White House said so.", "Так заявили в Белом доме.", "ru"),
    ("latin_run", "She read “The Sound of the Sea”.", "Она читала «The Sound of the Sea».", "ru"),
    ("foreign_script", "The sign says 北京.", "На вывеске 北京.", "ru"),
    ("foreign_script", "The poster said Мир.", "На плакате было «мир».", "ru"),
    ("foreign_script", "The α and β waves of Hawaiʻi.", "آلفا و بتا", "fa"),
    ("foreign_script", "He said سلام.", "قال مرحبا.", "ar"),
    ("latin_word", "It is 5 km long.", "Его длина 5 km.", "ru"),
    ("latin_word", "The film is modern.", "Film modern.", "tr"),
    ("latin_word", "They danced at Fire of Anatolia.", "آنها در Fire of Anatolia رقصیدند.", "fa"),
    ("latin_word", "Run `trucks` now.", "الآن `trucks` شغل", "ar"),
    ("quotes_lost", "He is 6' 2\" tall.", "Его рост 188 см.", "ru"),
    ("quotes_lost", "It is “a miracle”.", "Bu ‘mucize’.", "tr"),
    ("quotes_unbalanced", "“It is a miracle, he said.", "«Это чудо, сказал он.", "ru"),
    ("quotes_unbalanced", "It is “a miracle”.", "Это «чудо „чудное“».", "ru"),
    ("quotes_unbalanced", "It is “a miracle”.", 'إنها ”معجزة".', "ar"),
    ("quotes_unbalanced", "It is “a miracle”.", 'این «معجزه" است.', "fa"),
    ("quotes_unbalanced", '"He said "yes"" to us.', 'قال لنا: "قال "نعم".', "ar"),
    ("quotes_unbalanced", "“She told me, “Wait for us.”", "«Она сказала мне: «Ждите».", "ru"),
    ("quotes_unbalanced", '"He cried "Stop," and ran', '«او فریاد زد «ایست و دوید.', "fa"),
    ("quotes_lost", "“The water came at night.", "Вода пришла ночью.", "ru"),
    ("quotes_lost", 'The pipe measures 12".', "Труба имеет 12 дюймов.", "ru"),
    ("quotes_unbalanced", 'The riders" plan was new.', "План гонщиков был новым.", "ru"),
    ("brackets", "First: a) rain, b) snow.", "Сначала: а) дождь, б) снег.", "ru"),
    ("brackets", "Wade went home.", "Уэйд (Wade) пошёл домой.", "ru"),
    ("terminal", "It rained.", "هطل المطر", "ar"),
    ("terminal", "It is in the U.S.", "Он в США", "ru"),
    ("terminal", "He said “go.”", "Он сказал: «Иди».", "ru"),
    ("terminal", "He said “go!”", "Han sagde: »Gå!«", "da"),
    ("terminal", "He said “go!”", "Il a dit : «\u202fParts\u202f!\u202f»", "fr"),
    ("headline_period", "The year 2027", "2027 г.", "ru"),
    ("script", "The book.", "كتاب علي", "ar"),
    ("script", "The book.", "کتاب علی", "fa"),
    ("mixed_script", "The GPS device.", "GPS-навигатор", "ru"),
    ("marks", "In Paris, Texas, it rained.", "در Paris, Texas باران آمد.", "fa"),
    ("marks", "About 12,400 people.", "حوالي 12,400 شخص.", "ar"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "source", "target", "language"), GOOD)
def test_what_is_good_is_left_in_peace(check: str, source: str, target: str, language: str) -> None:
    assert found(check, source, target, language) == []


EXEMPT = [
    ("number_format", "It grew by 3.5 percent.", "نما بنسبة 3.5 في المئة.", "ar"),
    ("script", "The book.", "كتاب", "ur"),
    ("marks", "Yes, it is.", "Да, это так.", "ru"),
    ("mixed_script", "The book.", "کتاب Aя", "fa"),
    ("latin_run", "It is closed for cars now.", "Nu closed for cars.", "tr"),
    ("latin_word", "It is closed for trucks.", "Es ist closed.", "de"),
    ("foreign_script", "The sign says 北京.", "标志", "zh"),
    ("negation", "The road was not closed.", "Die Straße war zu.", "de"),
    ("date", "It opens on March 8.", "Offen ab dem 8.", "de"),
    ("clock", "It opens at 6:30 a.m. now.", "Offen um 6:30 abends.", "de"),
    ("currency", "It cost $5.", "Es kostete 5 Euro.", "de"),
    ("truncated_length", "A long sentence about a long road in the north of it.", "Weg.", "de"),
    ("name_missing", "Michael Schumacher won.", "迈克尔赢了。", "zh"),
]


@pytest.mark.parametrize(("check", "source", "target", "language"), EXEMPT)
def test_a_language_that_is_not_known_is_left_in_peace(
    check: str, source: str, target: str, language: str
) -> None:
    assert found(check, source, target, language) == []


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("Zwölf Brücken fielen nicht um 15.30 Uhr.", "۱۲ پل ساعت ۱۵:۳۰ افتادند.", ("de", "fa")),
        ("Am 3. Mai sprach Angela Berger.", "3 июня она выступила с речью.", ("de", "ru")),
        ("Douze ponts, trente routes.", "12 köprü, 30 yol.", ("fr", "tr")),
        ("Двенадцать мостов не упали.", "12 köprü yıkılmadı.", ("ru", "tr")),
        ('Команда «Луч» и "Заря" победили.', "Luç ve Zarya kazandı.", ("ru", "tr")),
        ('فاز نادي "النهر" على "الجبل الكبير".', "Победила «Река».", ("ar", "ru")),
        ("12 bridges, 30 roads fell.", "Zwölf Brücken, dreißig Straßen fielen.", ("en", "de")),
    ],
)
def test_what_is_not_known_of_a_language_raises_no_alarm(
    source: str, target: str, languages: tuple[str, str]
) -> None:
    pair = Pair(source, target, Syntax.PLAIN, *languages)
    assert [check.name for check in CHECKS for _ in check.run(pair)] == []


OTHER_SOURCES = [
    ("negation", "Двенадцать мостов не упали.", "12 köprü yıkıldı.", ("ru", "tr")),
    ("number_missing", "Погибли 12 человек.", "21 kişi öldü.", ("ru", "tr")),
    ("number_spelled", "قُتل سبعة أشخاص.", "Погибли девять человек.", ("ar", "ru")),
    ("currency", "Bilet 9 avro.", "A ticket is 9 dollars.", ("tr", "en")),
    ("date", "نمایشگاه شنبه باز می‌شود.", "The fair opens on Sunday.", ("fa", "en")),
    ("direction", "Цены выросли весной.", "Prices fell in spring.", ("ru", "en")),
    ("magnitude", "Это стоило 3 млн евро.", "It cost 3 billion euros.", ("ru", "en")),
    ("unit", "3 hafta beklediler.", "They waited 3 months.", ("tr", "en")),
]


@pytest.mark.parametrize(("check", "source", "target", "languages"), OTHER_SOURCES)
def test_sources_in_other_languages_are_read(
    check: str, source: str, target: str, languages: tuple[str, str]
) -> None:
    pair = Pair(source, target, Syntax.PLAIN, *languages)
    assert list(CHECK[check].run(pair))


def test_whole_quotations_are_looked_for_in_every_language() -> None:
    source = 'قال الوزير: "سوف نعيد بناء الجسر قبل الشتاء".'
    pair = Pair(source, "Министр обещал вновь построить мост до зимы.", Syntax.PLAIN, "ar", "ru")
    assert [check.name for check in CHECKS for _ in check.run(pair)] == ["quotes_lost"]


def test_large_numbers_count_in_every_language() -> None:
    pair = Pair("1.250 Brücken fielen.", "1 350 мостов упали.", Syntax.PLAIN, "de", "ru")
    found = {check.name for check in CHECKS for _ in check.run(pair)}
    assert found == {"number_missing", "number_added"}
