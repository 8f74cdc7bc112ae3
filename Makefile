# make demo, make test, make fast, make bench: each installs what it needs into .venv.
# PYTHON=python3.12 chooses the Python, PORT=8001 the port of the demo, CORPUS=FOLDER a folder of reports to read.

PYTHON ?= python3
export PORT CORPUS

.PHONY: demo test fast bench stop python

demo: python
	@$(PYTHON) -I tracker/install.py requirements.txt
	@exec .venv/bin/python -m tracker.demo

test: python
	@$(PYTHON) -I tracker/install.py requirements-dev.txt
	@.venv/bin/python -m tests.chromium
	@exec .venv/bin/python -m pytest --numprocesses 2 --stop-servers

# Compiles the reading, which then takes about two thirds of the time; needs a C compiler.
fast: python
	@$(PYTHON) -I tracker/install.py requirements-dev.txt
	@exec .venv/bin/python manage.py compile_reading

# How fast the reading is, beside two yardsticks in the same run.
bench: python
	@$(PYTHON) -I tracker/install.py requirements-dev.txt
	@.venv/bin/python manage.py compile_reading || true
	@exec .venv/bin/python -m tests.bench

# Stops the demo, if it runs, and every local server of this clone.
stop:
	@exec .venv/bin/python manage.py stop_servers

python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "duixian: $(PYTHON) is not installed; Python 3.11 or newer is needed." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit("duixian: Python 3.11 or newer is needed, \
	and $(PYTHON) is %d.%d; name another: make PYTHON=python3.12" % v if v < (3, 11) else 0)'
