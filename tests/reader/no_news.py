"""Sites that are no news sites, in Russian and English, however much on them repeats or has a date."""

from __future__ import annotations

from tests.reader.dressings import Dressing, page
from tests.reader.paper import Answer


def docs(site: Dressing) -> dict[str, Answer]:
    """Documentation: many pages of text under headings, each with the day of its last change."""
    names = {
        "install": "How to install the package",
        "quick-start": "A quick start in ten minutes",
        "config": "The configuration file",
        "cli": "Using the command line",
        "plugins": "Writing your own plugins",
        "themes": "Themes and colour schemes",
        "deploy": "How to deploy on a server",
        "faq": "Questions and answers",
    }
    rows = "".join(
        f"<li><h3><a href='/docs/{slug}'>{name}</a></h3><p>{name}: what to do, step by step, with examples "
        "for every system that is supported.</p></li>"
        for slug, name in names.items()
    )
    nav = "<nav><a href='/'>Home</a> <a href='/docs/install'>Docs</a> <a href='/blog-none'>Download</a></nav>"
    pages = {"/": page("Package", f"{nav}<h1>Documentation</h1><ul>{rows}</ul>")}
    for slug, name in names.items():
        text = (
            "<p>Run the program once with the option that prints what it does, and read what it says.</p>" * 5
        )
        pages[f"/docs/{slug}"] = page(
            f"{name} — Package", f"{nav}<main><h1>{name}</h1>{text}</main><p>Last updated on May 12, 2026</p>"
        )
    return pages


def forum(site: Dressing) -> dict[str, Answer]:
    """A forum: boards, topics with dates and long numbers, posts that are texts."""
    topics = [(n, f"Какую лодку выбрать новичку, вопрос {n}") for n in range(41001, 41013)]
    rows = "".join(
        f"<tr><td><a href='/viewtopic.php?t={n}'>{name}</a></td><td>Иван</td><td>{n % 90}</td>"
        f"<td>{n % 27 + 1} нояб. 2026, 10:{n % 50 + 10}</td></tr>"
        for n, name in topics
    )
    post = (
        "Думаю взять лодку с жёстким дном, но боюсь, что она не поместится в багажник. Что посоветуете? " * 3
    )
    pages = {"/": page("Форум рыболовов", f"<h1>Форум</h1><table>{rows}</table>")}
    for n, name in topics:
        pages[f"/viewtopic.php?t={n}"] = page(
            name, f"<h1>{name}</h1><div>Иван, {n % 27 + 1} ноября 2026, 10:15</div><div><p>{post}</p></div>"
        )
    return pages


def company(site: Dressing) -> dict[str, Answer]:
    """A company: thirty services, each a page of praise without a date."""
    works = "Окна Двери Балконы Крыши Полы Заборы Ворота Лестницы Бани Дома".split()
    names = [
        f"{work} {end}"
        for work in works
        for end in ("под ключ", "недорого в Калининграде", "с гарантией на год")
    ]
    rows = "".join(f"<li><a href='/uslugi/{n}'>{name}</a></li>" for n, name in enumerate(names))
    pages = {"/": page("ООО «Мастер»", f"<h1>ООО «Мастер»</h1><ul>{rows}</ul><p>Работаем с 1998 года.</p>")}
    for n, name in enumerate(names):
        text = "<p>Приедем, измерим, посчитаем и сделаем в срок, без переплат и с гарантией.</p>" * 6
        pages[f"/uslugi/{n}"] = page(name, f"<h1>{name}</h1>{text}")
    return pages


def contacts(site: Dressing) -> dict[str, Answer]:
    """Contacts of an office, people with portraits."""
    people = ["Anna Maria Berg", "John Paul Smith", "Eva Marie Lund", "Carl Otto Winter", "Ida Rose Holm"]
    rows = "".join(
        f"<div><a href='/team/{n}'><img src='/p{n}.jpg'></a><h3><a href='/team/{n}'>{name}</a></h3><p>Sales "
        f"and support for the north, by phone on weekdays from nine to five: 555-010{n}.</p></div>"
        for n, name in enumerate(people)
    )
    pages = {"/": page("Contacts", f"<h1>Contact us</h1>{rows}<p>12 Harbour Street, open since 1984.</p>")}
    for n, name in enumerate(people):
        pages[f"/team/{n}"] = page(
            name, f"<h1>{name}</h1><p>{name} joined the company in 1999. " * 5 + "</p>"
        )
    return pages
