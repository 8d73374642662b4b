"""The review as a page of this machine: `nomenklatur.review.web.app.make_app`.

The page is made on the server, piece by piece; htmx puts the pieces in. Every action is a button
with a key. Nothing is loaded from elsewhere, nothing is inline, and every text is escaped.
"""
