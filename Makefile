# Two commands do everything on a fresh machine with Python and make:
#   make demo   translate the Semarang plan
#   make test   lint, types, tests
# Both install the versions of constraints.txt, so that they do today what they did yesterday.
PYTHON ?= python3
EXTRAS ?= test,lint
VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard nomenklatur/locale/*/LC_MESSAGES/*.po cli/nomenklatur_cli/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
STAMP := $(VENV)/installed $(MO)
# compiled modules are kept: the tests start some hundred processes
export PYTHONDONTWRITEBYTECODE :=

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# pip asks the variables for what builds the package, its releases one or the other
PINNED := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(PIP)
# the oldest Python, where it is there: versions of its time have no wheels for later ones
OLDEST = $(shell python3.11 -c 'import sys; print(sys.executable)' 2>/dev/null || echo $(PYTHON))

.PHONY: demo test lint types unit slow explore lock lowest newest test-clients coverage accuracy docs accuracy-docs performance-docs outputs examples messages corpus fuzz clean

demo: $(STAMP)
	$(BIN)/nomenklatur translate examples/renja-2021-dinas-koperasi-kota-semarang.txt

test: lint types unit

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(STAMP)
	$(BIN)/mypy

unit: $(STAMP)
	$(BIN)/pytest -q -n auto --dist worksteal -m 'not slow'

slow: $(STAMP)  # the tests that take minutes
	$(BIN)/pytest -q -m slow

EXAMPLES ?= 400
explore: $(STAMP)  # new random examples, EXAMPLES=400 a test; what fails is kept as @example above it
	EXAMPLES=$(EXAMPLES) $(BIN)/python tools/explore.py -n auto --dist worksteal $(TESTS)

UV := $(BIN)/uv
lock: | $(VENV)/uv  # constraints.txt anew, with the newest versions that go together
	$(UV) pip compile --quiet --universal --upgrade --python-version 3.11 --no-annotate --no-header \
	  --extra test --extra lint --extra all --extra lock --extra corpus \
	  --output-file constraints.in-the-making pyproject.toml
	{ echo '# The versions of `make demo` and `make test`; `make lock` writes them anew, with uv.'; \
	  cat constraints.in-the-making; } > constraints.txt
	rm constraints.in-the-making

# What planners do, once through, with the oldest versions that pyproject.toml allows, then the newest
lowest newest: | $(VENV)/uv
	$(if $(filter lowest,$@),$(OLDEST),$(PYTHON)) -m venv --clear .venv-$@
	$(UV) pip install --quiet --python .venv-$@/bin/python --upgrade \
	  --resolution $(if $(filter lowest,$@),lowest-direct,highest) --editable .
	$(UV) pip install --quiet --python .venv-$@/bin/python pytest hypothesis
	$(UV) pip list --quiet --python .venv-$@/bin/python
	.venv-$@/bin/python -m pytest -q tests/versions

$(VENV)/uv:
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --constraint constraints.txt uv
	touch $@

test-clients: $(STAMP)  # OpenRefine itself against the service; installs it on Debian, as root
	$(BIN)/pytest -q tests/clients/openrefine.py

coverage: $(STAMP)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n auto --dist worksteal -m 'not slow'
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

accuracy: $(STAMP)  # freeze the accuracy anew, after a change that is meant
	NOMENKLATUR_FREEZE=1 $(BIN)/pytest -q -m accuracy tests

messages: $(STAMP)  # the messages of the program for translation; lists what is not translated
	$(BIN)/python tools/make_messages.py

docs: $(STAMP)  # everything in the documentation that is made from the program
	for tool in tools/make_*docs.py tools/make_readme.py; do $(BIN)/python $$tool || exit 1; done

outputs: $(STAMP)  # what the Semarang plan becomes in every format, under examples/output
	$(BIN)/python tools/make_outputs.py

accuracy-docs: $(STAMP)  # GOLD=labelled.csv CATALOG=list.csv, and the catalogs imported
	$(BIN)/python bench/accuracy.py $(GOLD) $(CATALOG)

performance-docs: $(STAMP)  # on a quiet machine, with the catalogs imported
	$(BIN)/python bench/performance.py $(if $(GOLD),--gold $(GOLD))

examples: $(STAMP)
	$(BIN)/python tools/make_examples.py
	$(BIN)/python tools/make_catalogs.py

corpus: $(STAMP)  # the files under tests/corpus anew; needs LibreOffice
	$(PINNED) --editable '.[corpus]'
	$(BIN)/python tools/make_corpus.py

SECONDS ?= 600
fuzz: $(STAMP)  # SECONDS=600 for each target in turn; a crash is written to fuzz/found
	$(PINNED) --editable '.[fuzz]'
	for target in text csv xlsx code html docx; do $(BIN)/python fuzz/run.py $$target $(SECONDS) || exit 1; done

clean:
	rm -rf $(VENV) .venv-lowest .venv-newest .coverage .coverage.* dist build

$(VENV)/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PINNED) --editable '.[$(EXTRAS)]'
	touch $@

$(MO): $(PO) | $(VENV)/installed  # installing compiles as well; this is for who edits
	$(BIN)/python tools/compile_messages.py
