"""Names of the months in the large languages of the web, in the cases that dates use."""

from __future__ import annotations

_NAMES = (
    """январь января январе янв січень січня студзеня януари
    january jan januar jänner januari januára janvier janv enero ene gennaio gen janeiro styczeń stycznia
    ocak ianuarie ledna január tammikuuta ιανουαρίου ιαν يناير""",
    """февраль февраля феврале фев февр лютий лютого лютага февруари
    february feb februar februari februára février févr febrero febbraio fevereiro fev luty lutego
    şubat februarie února február helmikuuta φεβρουαρίου φεβ فبراير شباط""",
    """март марта марте мар березень березня сакавіка
    march mar märz mär mrz maart mars marts marca marzec marzo março martie mart maret března március
    maaliskuuta μαρτίου μαρ مارس آذار""",
    """апрель апреля апреле апр квітень квітня красавіка април
    april apr aprile apríla avril avr abril abr kwiecień kwietnia nisan aprilie dubna április
    huhtikuuta απριλίου απρ أبريل ابريل نيسان""",
    """май мая мае травень травня траўня
    may mai maj mei mayo maggio mag maio maja mayıs mája května május toukokuuta μαΐου μαϊου مايو أيار""",
    """июнь июня июне июн червень червня чэрвеня юни
    june jun juni juin junio giugno giu junho czerwiec czerwca haziran iunie června június júna
    kesäkuuta ιουνίου ιουν يونيو حزيران""",
    """июль июля июле июл липень липня ліпеня юли
    july jul juli juillet juil julio luglio lug julho lipiec lipca temmuz iulie července július júla
    heinäkuuta ιουλίου ιουλ يوليو تموز""",
    """август августа августе авг серпень серпня жніўня
    august aug augusti augustus augusta agustus août agosto ago sierpień sierpnia ağustos srpna augusztus
    elokuuta αυγούστου αυγ أغسطس اغسطس آب""",
    """сентябрь сентября сентябре сен сент вересень вересня верасня септември
    september sep sept septembre septiembre settembre set setembro wrzesień września eylül septembrie září
    szeptember septembra syyskuuta σεπτεμβρίου σεπ سبتمبر أيلول""",
    """октябрь октября октябре окт жовтень жовтня кастрычніка октомври
    october oct oktober okt octobre octubre ottobre ott outubro out październik października ekim
    octombrie října október októbra lokakuuta οκτωβρίου οκτ أكتوبر اكتوبر""",
    """ноябрь ноября ноябре ноя нояб листопад листопада лістапада ноември
    november nov novembre noviembre novembro listopad listopada listopadu kasım noiembrie novembra
    marraskuuta νοεμβρίου νοε نوفمبر""",
    """декабрь декабря декабре дек грудень грудня снежня декември
    december dec dezember dez décembre déc diciembre dicembre dic dezembro grudzień grudnia aralık decembrie
    prosince decembra desember joulukuuta δεκεμβρίου δεκ ديسمبر""",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
"""Name in lower case → number of the month."""


def month_number(name: str) -> int:
    """Return the number of the month that a word names in any case and language known, 0 for another word."""
    return MONTHS.get(name.lower().rstrip("."), 0)
