"""Words that pages print round their texts, in Russian and English: labels, not sites.

A label is compared folded: without case, punctuation and spacing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kaskad_tui.model import ListKind

_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` as labels are compared: lower case, letters and digits only, ё as е."""
    return _NOT_WORD.sub("", text.casefold()).replace("ё", "е")


def fold_all(texts: Iterable[str]) -> frozenset[str]:
    """Return the folded forms of `texts`."""
    return frozenset(fold(text) for text in texts)


FURNITURE = fold_all(
    """на главную|на главную все новости|все новости|главная|главная страница|основной сайт|полная версия
мобильная версия
версия для печати|распечатать|печать|напечатать|для печати|e-mail|email|отправить по e-mail
отправить ссылку|отправить другу
послать другу|отправить на e-mail|подробнее|подробнее...|читать далее|читать дальше|читать полностью|далее
дальше|назад
вперед|вперёд|предыдущая|следующая|предыдущая новость|следующая новость|предыдущая статья|следующая статья
наверх|вверх
поделиться|поделиться новостью|поделиться ссылкой|поделитесь|поделиться с друзьями|поделиться в соцсетях
комментарии
комментировать|добавить комментарий|оставить комментарий|нет комментариев|комментариев нет|обсудить
обсудить на форуме
войти|вход|регистрация|подписаться|подписка|подпишитесь|реклама|на правах рекламы|теги|метки|ключевые слова
поиск|найти
меню|закрыть|показать еще|показать ещё|загрузить еще|загрузить ещё|еще|ещё|фото|видео|нравится|мне нравится
твитнуть|в избранное
добавить в избранное|rss|вконтакте|вк|facebook|twitter|одноклассники|telegram|whatsapp|viber|youtube|дзен
google+|livejournal
сообщить об ошибке|нашли ошибку|пожаловаться|вернуться назад|вернуться на главную|вернуться к списку
к списку новостей|архив новостей|архив
лента новостей|новости партнеров|новости партнёров|новости сми2|версия для кпк|версия для слабовидящих
print|print this page
printer-friendly|email this|e-mail this|share|share this|share on facebook|share on twitter|tweet|pin it
like|comment|comments
add comment|leave a comment|leave a reply|post a comment|no comments|view comments|show comments|read more
read more...|more|continue reading|next|previous
prev|next article|previous article|back|back to top|top|subscribe|sign up|sign in|log in|login|register
advertisement
ad|ads|sponsored|sponsored content|tags|search|menu|close|load more|show more|home|copy link|copied
link copied|save|listen
follow us|follow|skip to content|skip to main content|skip advertisement|gift this article|reprints
get our newsletter
story continues below advertisement|article continues below advertisement
advertisement - story continues below
click here to subscribe|view all|see all|published|updated|story highlights|caption|image|video
image caption|image source
автор|опубликовано|просмотров|источник фото|комментарии отключены|скопировать ссылку|читать в telegram
читайте нас в телеграм""".replace("\n", "|").split("|")
)
"""Whole lines that are never a text's own (at its ends, or as links inside it)."""

END = fold_all(
    """читайте также|читать также|читайте по теме|читайте ещё|читайте еще|смотрите также|смотри также
см. также|по теме|материалы по теме
новости по теме|статьи по теме|ещё по теме|еще по теме|другие новости|другие материалы|другие статьи
другие новости раздела|похожие новости
похожие материалы|похожие статьи|похожие записи|похожие публикации|связанные новости|связанные материалы
последние новости|свежие новости|главные новости|главное
новости дня|новости|популярное|популярные новости|самое популярное|самое читаемое|популярное за неделю
рекомендуем|рекомендуем прочитать
вам может быть интересно|вам будет интересно|это интересно|интересное|ещё новости|еще новости
еще на эту тему|ещё на эту тему|в этом разделе|ранее по теме
комментарии|комментарии читателей|отзывы|оставить комментарий|добавить комментарий|ваш комментарий
обсуждение|новости партнеров
новости партнёров|партнеры|партнёры|опрос|голосование|архив|лента новостей|лента|новости сми2|видео дня
фоторепортажи
related|related articles|related stories|related news|related content|related posts|related topics
related links|more stories|more news|more from|read more|read next|read also
see also|up next|you may also like|you might also like|recommended|recommended for you|recommended stories
most read|most popular|popular|trending|trending now
latest|latest news|latest stories|top stories|more on this|more on this story|more on this topic
in other news|don't miss|editors' picks|editor's picks|what to read next|around the web
comments|leave a comment|leave a reply|join the conversation|join the discussion|discussion|post a comment
about the author|sign up for our newsletter|newsletter
más noticias|artículos relacionados|noticias relacionadas|articles liés|à lire aussi|lire aussi
sur le même sujet|mehr zum thema|auch interessant|lesen sie auch|das könnte sie auch interessieren
zum thema|kommentare|ähnliche artikel|mehr dazu|meistgelesen|weitere artikel|weitere themen
czytaj także|czytaj też|zobacz także|komentarze|polecamy|podobne artykuły|leggi anche|commenti
σχετικά άρθρα|σχόλια|διαβάστε επίσης""".replace("\n", "|").split("|")
)
"""What heads a block of other things: related news, comments."""

COMMENTS = fold_all(
    """комментарии|комментарии читателей|отзывы|ваш комментарий|обсуждение|comments|discussion|leave a comment
leave a reply|join the conversation|kommentare|komentarze|commenti|σχόλια""".replace("\n", "|").split("|")
)
"""What heads the readers' comments."""

GENERIC_LINK = FURNITURE | fold_all(
    ["подробно", "читать", "открыть", "перейти", "смотреть", "full story", "here", "»", "…"]
)
"""Link texts that are no title of an article."""

NEXT_PAGE = fold_all(
    """следующая|следующая страница|следующие|след|вперёд|далее|дальше|предыдущие записи|предыдущие новости
предыдущие публикации|старые записи|старые новости|более старые|более ранние записи|более ранние
более ранние новости|раньше|ранее|ещё|ещё новости|ещё записи|ещё статьи|показать ещё|загрузить ещё
больше новостей
next|next page|older|older posts|older entries|older news|older stories|older articles|previous posts
previous entries|more|more news|more posts|more stories|load more|show more|view more
nächste|nächste seite|weiter|ältere beiträge|suivant|page suivante|articles plus anciens|siguiente
entradas antiguas
następna|starsze posty|starsze wpisy|далі|наступна""".replace("\n", "|").split("|")
)
"""What the link to a list's following page, with what is older, is called."""

MORE = fold_all("далее|дальше|ещё|more|view more|show more|weiter|suivant|раньше|ранее".split("|"))
"""Of these, those that may lead to something else than a list: into a text, a section, the next article."""


def label_key(text: str) -> str:
    """Return a heading folded, without the count behind it («Комментарии (45)»)."""
    return fold(text).rstrip("0123456789")


AUTHOR_LABELS = (
    "Автор",
    "Авторы",
    "Автор текста",
    "Автор статьи",
    "Текст",
    "Written by",
    "By",
    "Author",
    "Von",
    "Par",
    "Por",
)

_COUNTER = re.compile(
    r"^(?:просмотр(?:ов|ы)?|прочитано|прочитали|показов|хиты|комментари(?:ев|и|й)|голосов"
    r"|рейтинг|оценка|hits|views?|comments?|shares?|likes?|размер шрифта|font size"
    r"|количество просмотров|кол-во просмотров|число просмотров|оцените|rate this)\b.{0,40}$"
    r"|^\W*\d[\d\s.,]*[KkМм]?\W*(?:просмотр\w*|комментари\w*|views?|comments?|shares?|likes?"
    r"|min(?:ute)?s? read|мин(?:ут\w*)?\.?(?: чтения)?)?\W*$"
    r"|^(?:время чтения|reading time|read time)\b.{0,30}$",
    re.I,
)
_META_LINE = re.compile(
    r"^(?:теги|метки|ключевые слова|рубрик[аи]|категори[яи]|раздел|разместил[аио]?"
    r"|опубликовано|опубликовал[аио]?|добавлено|добавил[аио]?|создано|обновлено|изменено"
    r"|дата(?: публикации)?|источник|автор|tags?|topics?|filed under|categor(?:y|ies)"
    r"|posted (?:by|in|on|at)|published|last updated|updated|copyright|©|\(c\)"
    r"|все права)\b\s*(?:on|in|at|by)?\s*[:—–-]?",
    re.I,
)


def is_counter(text: str) -> bool:
    """Tell whether a line only counts something (views, comments) or is a bare number."""
    return len(text) < 80 and bool(_COUNTER.match(text))


def opens_meta(text: str) -> bool:
    """Tell whether a line opens like one of tags, category or posting time."""
    return bool(_META_LINE.match(text))


LISTS: Mapping[ListKind, frozenset[str]] = {
    ListKind.TOP: fold_all(
        "топ 3|топ 5|топ 10|топ-новости|топ новостей|топ дня|top 3|top 5|top 10|top news|top stories".split(
            "|"
        )
    ),
    ListKind.POPULAR_WEEK: fold_all(
        """популярное за неделю|самое популярное за неделю|самое читаемое за неделю|лучшее за неделю
most read this week|popular this week""".replace("\n", "|").split("|")
    ),
    ListKind.POPULAR: fold_all(
        """популярное|популярные новости|популярные статьи|самое популярное|самое читаемое|самые читаемые
самые читаемые новости|читаемое|популярное сейчас|most read|most popular|popular|popular now|popular posts
popular stories|trending|trending now|most viewed|meistgelesen|am meisten gelesen|les plus lus|lo más leído
i più letti|najczęściej czytane""".replace("\n", "|").split("|")
    ),
    ListKind.RELATED: fold_all(
        """новости по теме|по теме|материалы по теме|статьи по теме|похожие новости|похожие материалы
похожие статьи|похожие записи|related|related articles|related news|related posts|related stories
more on this story|see also""".replace("\n", "|").split("|")
    ),
    ListKind.VIDEO: fold_all("видео дня|video of the day".split("|")),
}
"""What heads the usual blocks beside the articles, folded; for sites of which nothing else is known."""
