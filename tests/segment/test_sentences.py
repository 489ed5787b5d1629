"""Case tables: each case is a list of sentences that, joined by spaces, split into themselves."""

import pytest

from dragoman.segment import split
from dragoman.segment.rules import RULES

ENGLISH = {
    "plain": ["The bridge opened on Friday.", "Traffic was light."],
    "question and exclamation": ["Who pays?", "Nobody knows!", "The council will meet again."],
    "dateline with agency": [
        "KAZAN (Agency) — The river rose overnight.",
        "Two villages are cut off.",
    ],
    "dateline with dotted district": [
        "WASHINGTON, D.C. (AP) — The Senate voted late on Tuesday.",
        "The bill now goes to the House.",
    ],
    "dateline with dash after the district": [
        "WASHINGTON, D.C. — The vote was close.",
        "It may be repeated.",
    ],
    "dateline with a saint": ["ST. PAUL, Minn. — A storm hit the city.", "Power was cut."],
    "dateline with colon": ["Agency: A ceremony was held on Monday.", "Hundreds came."],
    "titles": [
        "Gov. Anna Brown and Sen. Luis Ortiz met Lt. Gen. Ray Cole and Rev. Jo Hall.",
        "They talked for hours.",
    ],
    "title before a surname that is also a word": [
        "We spoke to Mr. He and Dr. So.",
        "Both agreed.",
    ],
    "initials": ["J. K. Moreau and Mary E. Stone signed.", "R.J. Palmer did not."],
    "initials before a verb": [
        "The envoy, Dr. J. R. Stone-Álvarez, told us.",
        "The author J.K. Moreau said no, and George R. R. Palmer has left.",
        "H. W. Al-Amin said no.",
        "They left the U.S.",
        "Moreau has stayed.",
        "Some moved to D.C.",
        "Stone told the paper.",
        "Vice President J.D. Moreau has not.",
    ],
    "junior": ["Frank Ellis Jr. was elected.", "His rival, Tom Reed Sr., conceded."],
    "junior at the end": ["The seat went to Frank Ellis Jr.", "He takes office in May."],
    "country before a name": [
        "The U.S. Treasury and the U.N. General Assembly disagreed.",
        "Talks go on.",
    ],
    "country at the end": ["She moved to the U.S.", "In March she found work."],
    "country, then a number sign": ["He became U.S. No. 1 in tennis.", "Fans cheered."],
    "country, then a quotation": ["They came to the U.S.", "“We had nothing,” he said."],
    "company": [
        "Acme Inc. Chief Executive Ann Lee left.",
        "Shares of Acme Inc. fell.",
        "Rival Bolt Corp. rose.",
    ],
    "company at the end": ["He joined Acme Corp.", "The firm is based in Leeds."],
    "company in quotation marks": ["He bought “Acme Inc.” Tower for a song.", "It paid off."],
    "month": [
        "On Feb. 3 and Sept. 30, 2019, it snowed.",
        "Roads closed on Nov. 1.",
        "No one minded.",
    ],
    "number sign": [
        "She lives at No. 12 and ranks No. 3.",
        "Did she win?",
        "No.",
        "Nos. 4 and 5 did.",
    ],
    "page, volume and figure": ["See p. 40, vol. 2 and fig. 3.", "The rest is lost."],
    "art is a word": ["He loves art.", "She loves sport."],
    "time and zone": ["Polls close at 8 p.m. Eastern time on Tuesday.", "Results come later."],
    "time and weekday": ["It starts at 7 a.m. Sunday in Oslo.", "Bring water."],
    "time and bracket": ["It struck at 3 p.m. (1900 GMT) on Monday.", "Rescue teams came."],
    "time at the end": ["It ends at 5 p.m.", "Police will stay longer."],
    "time of a place": ["It starts at 9 a.m. Lisbon time.", "Doors open at eight."],
    "versus": ["In Roe v. Wade and Smith vs. Jones the court agreed.", "Much has changed."],
    "latin": ["Some goods, e.g. Danish butter, i.e. food, etc. are exempt.", "Others are not."],
    "et cetera at the end": ["They brought tents, stoves, etc.", "Nobody slept."],
    "degree": ["Maria Lopez, Ph.D., and Ed Ray, M.D., wrote it.", "It was read widely."],
    "street": ["The fire began on Elm St. and spread.", "It reached Oak Ave.", "The wind fell."],
    "state": ["The crash near Tulsa, Okla., killed two.", "Rep. Jo Ray, D-Calif., flew in."],
    "decimal and money": ["Prices rose 2.5 percent to $1.20.", "Wages rose 1.1 percent."],
    "sentence begins with a number": [
        "The ferry sank.",
        "45 people swam ashore.",
        "3 are missing.",
    ],
    "web address and file": [
        "Visit news.example.com or read report.final.pdf today.",
        "It is free.",
    ],
    "sentence ends with an address": ["Write to desk@example.org.", "We answer."],
    "quotation closed": ["“It is over.”", "The crowd went home."],
    "quotation goes on": ["“We lost everything,” she said.", "“But we are alive.”"],
    "attribution in lower case": ["“Who did it?” asked the judge.", "Nobody answered."],
    "attribution with a name": ["“Who did it?” Ramirez asked.", "Nobody answered."],
    "no attribution": ["“Who did it?”", "Ramirez said that he did not know."],
    "straight quotes": ['"It was dark."', '"We saw nothing," they said.', "Then it rained."],
    "nested quotes": ["“She said, ‘Run.’", "So we ran,” he told them.", "It saved them."],
    "quote open over sentences": ["“I was born in Homs.", "I left in 2013.", "I miss it.”"],
    "brackets": ["He left.", "(Nobody saw him.)", "The door was open."],
    "exclamation in brackets": ["She won (again!) Monday.", "Fans sang."],
    "bracket cut off by a stop": ["They said nothing [...] about it.", "It was late."],
    "spaced ellipsis": ["It was . . . strange.", "We left."],
    "ellipsis inside": ["He waited ... and waited.", "Nothing came…", "Then it did."],
    "marks in a row": ["What?!", "Never!!!", "They refused."],
    "list": ["1. Open the door.", "2. Close it.", "3. Go home."],
    "list in letters": ["A. Open the door.", "B. Close it."],
    "list after a colon": ["Two rules: 1. Wash your hands.", "2. Dry them."],
    "brands in lower case": ["Sales fell.", "iPhone orders fell too.", "eBay did not report."],
    "brand with a mark": ["He runs Yahoo! Mail in Asia.", "She left Yahoo!", "It was a surprise."],
    "letters that are no initials": [
        "They take vitamin C.",
        "Doctors approve.",
        "We need a plan B.",
        "It is late.",
    ],
    "war": ["He fought in World War I.", "Germany lost.", "World War II.", "Few remember."],
    "dialogue dashes": ["The general frowned.", "— We are winning, — he said. — Are you sure?"],
    "right-to-left marks": ["The talks failed.\u200f", "The envoy left.\u200e", "Rain fell."],
    "emphasis": ["**It is over.**", "_Nobody came._", "The end."],
    "soft line end": ["The mayor\nresigned.", "Her deputy\ntook over."],
}

RUSSIAN = {
    "plain": ["Мост открыли в пятницу.", "Машин было мало."],
    "question and exclamation": ["Кто заплатит?", "Никто не знает!", "Совет соберётся снова."],
    "dateline": ["РИА Новости: Делегация прибыла в Казань.", "Её встретил мэр."],
    "dateline in slashes": ["МОСКВА, 5 мая. /ТАСС/.", "Переговоры завершены."],
    "who said it": ["«Не стреляйте!» — крикнула женщина.", "Солдаты отошли."],
    "who said it, with a name": ["«Кто здесь?» — Иван не ответил.", "Было темно."],
    "interrupted speech": ["«Мы уходим, — сказал он. — Но мы вернёмся».", "Никто не возразил."],
    "speech after a colon": ["Он ответил: «Нет».", "Спор закончился."],
    "quotation closed": ["Она сказала: «Кто это?»", "Никто не ответил."],
    "initials": ["И. И. Петров и А.Б. Сидорова подписали договор.", "Им помог Ю. Н. Орлов."],
    "foreign initial": ["Приехал Дж. Р. Смит.", "Его ждали."],
    "that is": ["Это столица, т. е. главный город, т.к. здесь правительство.", "Так и было."],
    "and so on": ["Привезли воду, хлеб и т. д.", "Люди ждали.", "Были врачи и др.", "Все устали."],
    "and so on inside": ["Привезли воду и т. п. для лагеря.", "Люди ждали."],
    "named after": ["Театр им. Чехова и храм св. Петра закрыты.", "Их чинят."],
    "streets": ["Дом на ул. Лесной, пл. Победы и пр. Мира снесут.", "Жители против."],
    "town": ["Он родился в г. Туле и жил в с. Ивановка, д. 5.", "Там тихо."],
    "year": ["Завод построен в 1970 г. и закрыт в 1999 г.", "В нём был пожар."],
    "year before a name": ["В 2018 г. Россия приняла турнир.", "Это было летом."],
    "years and centuries": ["В 1990-х гг. и в XIX в. было иначе.", "Но это забыто."],
    "our era": ["Город основан в V в. до н. э.", "Он был богат."],
    "sums": ["Потратили 5 млн руб. и 3 млрд. долларов.", "Этого мало."],
    "sum at the end": ["Ущерб — 40 тыс. руб.", "Компания не ответила."],
    "titles": ["Выступили проф. Иванов, акад. Петрова и ген. Сидоров.", "Зал аплодировал."],
    "acting": ["И. о. губернатора и и.о. Министра подали в отставку.", "Причина неизвестна."],
    "see figure": ["См. рис. 5 и стр. 10.", "Там есть ответ."],
    "language": ["Слово (от англ. Brexit) прижилось.", "Его знают все."],
    "latin company": ["Компания Acme Inc. выросла.", "Акции Bolt Corp. упали."],
    "ellipsis": ["Он молчал... и ждал.", "Никто не пришёл…", "Стемнело."],
    "list": ["1. Откройте дверь.", "2. Закройте её."],
    "sentence begins with a number": ["Паром затонул.", "45 человек спаслись."],
    "measure": ["Выпало 10 см.", "Для города это много."],
    "including": ["Приехали гости, в т. ч. Иванов.", "Их встретили."],
    "millions at the end": ["Их уже 3 млн.", "Это рекорд."],
}

TURKISH = {
    "plain": ["Köprü cuma günü açıldı.", "Trafik azdı."],
    "question and exclamation": ["Kim ödeyecek?", "Kimse bilmiyor!", "Meclis yine toplanacak."],
    "ordinal": ["Yarış 4. Levent ve 19. yüzyıl evleri arasında yapıldı.", "Sonuç belli."],
    "ordinal of a body": ["Karar 12. Ceza Dairesi’nden çıktı.", "Dava bitti."],
    "roman ordinal": ["II. Mahmut ve I. Dünya Savaşı anlatıldı.", "Kitap kalındı."],
    "year at the end": ["Olay yılı 2016.", "Mahkeme sürüyor."],
    "number at the end": ["Ölü sayısı 25.", "Bu bir rekor."],
    "titles": ["Prof. Dr. Ali Kaya, Doç. Dr. Ece Ak ve Av. Can Er geldi.", "Dinleyen çoktu."],
    "republic": ["T.C. Sağlık Bakanlığı açıkladı.", "Karar kesin."],
    "company": ["Örnek San. ve Tic. Ltd. Şti. kapandı.", "Deneme A.Ş. büyüdü."],
    "and the like": ["Su, ekmek vb. malzemeler geldi.", "Halk bekledi."],
    "before our era": ["Kent M.Ö. 300 yılında kuruldu.", "Zengindi."],
    "address": ["Lale Mah. Gül Sok. No. 5 adresinde yangın çıktı.", "Ölen yok."],
    "said": ['"Kazandık." dedi.', "Sonra gitti."],
    "asked, with a name": ["“Neden geldiniz?” Yılmaz sordu.", "Kimse konuşmadı."],
    "quotation closed": ["“Bitti.”", "Kalabalık dağıldı."],
    "time": ["Toplantı saat 20.30’da başladı.", "Saat 21.15.", "Herkes gitti."],
    "decimal": ["Enflasyon yüzde 12,5 ve nüfus 1.250.000 oldu.", "Rakamlar yeni."],
    "ellipsis": ["Durdu... ve güldü.", "Sonra sustu…", "Gece oldu."],
    "initials": ["M. Kemal Sayar ve A. B. Demir katıldı.", "Konu eğitimdi."],
    "latin title": ["Mr. Smith ve Dr. Jones geldi.", "Basın oradaydı."],
    "see": ["Bkz. Şekil 3.", "Bu çizim eskidir."],
    "list": ["1. Kapıyı açın.", "2. Kapıyı kapatın."],
    "you": ["Bunu yapan kim?", "Sen.", "Ahmet biliyor."],
}

PERSIAN = {
    "plain": ["پل روز جمعه باز شد.", "رفت و آمد کم بود."],
    "question": ["چه کسی می‌پردازد؟", "کسی نمی‌داند!", "شورا باز هم جلسه دارد."],
    "asked": ["«چرا آمدید؟» خبرنگار پرسید.", "کسی چیزی نگفت."],
    "said": ["«ما می‌رویم.» وزیر گفت.", "همه رفتند."],
    "said, and more": ["«ما می‌رویم.»", "وزیر گفت که راه دور است و باران می‌بارد."],
    "quotation closed": ["او گفت: «تمام شد.»", "مردم رفتند."],
    "quotation follows": ["مردم رفتند.", "«ما خسته بودیم.»"],
    "ellipsis": ["او ایستاد... و خندید.", "شب شد."],
    "ellipsis at the end": ["او رفت…", "باران گرفت."],
    "latin company": ["شرکت Acme Inc. سود کرد.", "رقیب آن نه."],
    "latin title": ["دیدار با Dr. Smith انجام شد.", "خبر کوتاه بود."],
    "latin initials": ["J. K. Moreau کتاب نوشت.", "کتاب فروخت."],
    "latin word begins": ["جلسه تمام شد.", "iPhone گران شد.", "twitter بسته است."],
    "written initials": ["جورج دبلیو. بوش آمد.", "او سخن گفت."],
    "calendar": ["در سال ۱۳۵۷ ه.ش. انقلاب شد.", "شاه رفت."],
    "page": ["در ص. ۱۲ و ج. ۳ آمده است.", "متن کوتاه است."],
    "decimal": ["نرخ ۲.۵ درصد و قیمت 1.20 دلار شد.", "مردم خریدند."],
    "brackets": ["او رفت.", "(کسی ندید.)", "در باز بود."],
    "list": ["۱. در را باز کنید.", "۲. در را ببندید."],
    "urdu stop": ["بات ختم ہوئی۔", "وہ چلا گیا۔"],
    "spaced closing quote": ["او گفت: «تمام شد. »", "مردم رفتند."],
    "spaced straight quote": ['او گفت: "تمام شد. "', "مردم رفتند."],
    "brand with a mark": ["سایت یاهو! بسته شد.", "کاربران ناراضی‌اند."],
}

ARABIC = {
    "plain": ["فُتح الجسر يوم الجمعة.", "كانت الحركة خفيفة."],
    "question": ["من سيدفع؟", "لا أحد يعلم!", "سيجتمع المجلس مجددا."],
    "semicolon is no end": ["فشل الاجتماع؛ فغادر الوفد.", "لم يعلق أحد."],
    "asked": ["«لماذا جئتم؟» سأل الصحفي.", "لم يجب أحد."],
    "wondered": ['"هل انتهى الأمر؟" تساءلت.', "ثم خرجت."],
    "according to": ['"سنبقى هنا." حسبما قال الوزير.', "غادر الجميع."],
    "quotation closed": ["قال: «انتهى الأمر.»", "وغادر القاعة."],
    "quotation closed, then said": ["«انتهى الأمر.»", "وقال الوزير إن الوفد غادر القاعة."],
    "quotation follows": ["غادر الناس.", '"كنا متعبين".', "ثم هطل المطر."],
    "ellipsis": ["توقف قليلا... وغادر القاعة.", "لم يعد."],
    "doctor": ["وصل د. سامي وأ.د. ليلى وم. كريم.", "بدأ اللقاء."],
    "written initials": ["وصل جورج دبليو. بوش وجون إف. كينيدي.", "كان الجو باردا."],
    "written acronym": ["نقلت ذلك بي بي سي.", "الخبر قديم."],
    "initials": ["كتب ج. ك. مورو الرواية.", "بيعت بسرعة."],
    "latin company": ["شركة Acme Inc. ربحت.", "خسرت شركة Bolt Corp.", "وقالت الشركة ذلك."],
    "company in quotes": ['الفرقة "Acme Inc." ألغت الحفل.', "لم تذكر السبب."],
    "spelled acronym": ["نقلت الخبر أ ف ب.", "لندن هادئة."],
    "before our era": ["بنيت عام 300 ق.م. على تل.", "كانت غنية."],
    "decimal": ["ارتفع السعر 2.5 في المئة إلى 1.20 دولار.", "اشترى الناس."],
    "brackets": ["غادر.", "(لم يره أحد.)", "كان الباب مفتوحا."],
    "brand with a mark": ["موقع ياهو! ومواقع أخرى توقفت.", "السبب مجهول."],
    "list": ["١. افتح الباب.", "٢. أغلق الباب."],
    "latin word begins": ["انتهى اللقاء.", "iPhone غالٍ.", "Twitter توقف."],
}

TABLES = {"en": ENGLISH, "ru": RUSSIAN, "tr": TURKISH, "fa": PERSIAN, "ar": ARABIC}
CASES = [
    pytest.param(language, sentences, id=f"{language}: {name}")
    for language, table in TABLES.items()
    for name, sentences in table.items()
]


@pytest.mark.parametrize(("language", "sentences"), CASES)
def test_sentences(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end].strip() for start, end in split(text, language)] == sentences


def test_every_rule_is_explained() -> None:
    assert all(rule.__doc__ for rule in RULES)
