"""What `nomenklatur review` needs besides click: who decides, and the terminal."""
