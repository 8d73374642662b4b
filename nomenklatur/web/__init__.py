"""What pages and services are built on: who may ask, how much, how long; and the server.

`nomenklatur.web.protect` puts the middlewares around an application, `nomenklatur.web.server` runs
it. Everything is plain ASGI::

    from nomenklatur.web.protect import PAGE_CSP, Limits, protect
    from nomenklatur.web.server import Server, bind, new_token

    listener = bind("127.0.0.1", 0)                # the address is known before anything runs
    token = new_token()
    app = protect(starlette_app, listener, token=token, csp=PAGE_CSP)
    print(listener.url(token))
    Server(app, listener).run()                    # until Ctrl+C, SIGTERM or Server.stop()
"""
