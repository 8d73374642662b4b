"""`python -m nomenklatur`: the command line, by the name that people know."""

if __name__ == "__main__":
    from nomenklatur_cli.main import main

    main()
