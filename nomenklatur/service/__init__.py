"""The service: reconciliation for OpenRefine and its kin, and a small JSON API.

`nomenklatur.service.app.make_app` makes the ASGI application. `shelf` has the catalogs that are
served, `matching` answers what an entity may be, `extension` what is known of it; `reconciliation`
speaks the W3C Reconciliation Service API, `api` the JSON API, which `openapi` describes.
"""
