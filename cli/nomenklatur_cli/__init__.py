"""The command line: parse arguments, call the library, print."""

import gc

# To start makes thousands of objects that all stay. Looking them through for garbage after every
# few hundred, as is usual, takes a tenth of the time of a look-up.
gc.set_threshold(50_000)
