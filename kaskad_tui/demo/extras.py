"""What is no page: the sitemap, robots.txt, a small style sheet for who opens the sample in a browser."""

from __future__ import annotations

from kaskad_tui.demo import dates
from kaskad_tui.demo.markup import h
from kaskad_tui.demo.newsroom import Newsroom

ROBOTS = """\
User-agent: *
Disallow: /administrator/
Disallow: /bin/
Disallow: /cache/
Disallow: /cli/
Disallow: /components/
Disallow: /includes/
Disallow: /installation/
Disallow: /language/
Disallow: /layouts/
Disallow: /libraries/
Disallow: /logs/
Disallow: /modules/
Disallow: /plugins/
Disallow: /tmp/

Sitemap: {origin}/sitemap.xml
"""

STYLE = """\
body { max-width: 46rem; margin: 1rem auto; padding: 0 1rem; font: 17px/1.5 Georgia, serif; color: #222 }
a { color: #8a1c1c } h1, h2 { line-height: 1.2 } img { max-width: 100% } table { border-collapse: collapse }
td, th { border: 1px solid #ccc; padding: .2em .6em } .element-invisible, .icons { display: none }
ul.nav, ul.pagination-list { list-style: none; padding: 0 } ul.nav-pills li, ul.pagination-list li { display:
inline; margin-right: .8em } iframe { width: 100%; border: 0; background: #ddd }
"""


def sitemap(newsroom: Newsroom, origin: str) -> str:
    """Return the sitemap: front page, sections, then every article, newest first."""
    addresses = "".join(
        f"<url><loc>{h(origin)}{path}</loc></url>\n"
        for path in ["/", *(f"/{slug}" for slug in newsroom.sections)]
    )
    addresses += "".join(
        f"<url><loc>{h(origin)}{one.path}</loc><lastmod>{dates.iso(one.moment)}</lastmod></url>\n"
        for one in newsroom.articles
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{addresses}</urlset>\n'
    )
