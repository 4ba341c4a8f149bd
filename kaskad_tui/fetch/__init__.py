"""The way to a site: bytes, headers and validators, or a typed failure; what a page means is told elsewhere.

`fetcher.Fetcher` is what the other rooms use. httpx is imported by `_http` alone, with the first `get`.
"""
