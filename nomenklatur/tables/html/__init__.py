"""Web pages: tables saved from a browser, exported by an application, or by Excel as a page."""

from nomenklatur.tables.html.read import read_html

__all__ = ["read_html"]
