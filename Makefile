# `make demo` and `make test` each set up all they need: a private environment, system libraries, the pose model.

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
READY := $(VENV)/.ready
BUNDLE := build/bundle
VERSION = $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' formcheck/_version.py)

# Two of these run at once, one a core; what they print is kept apart where make can do that.
TESTS := tests-that-start-programs other-tests ratchet
AT_ONCE := --no-print-directory --keep-going --jobs 2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
START_PROGRAMS := tests/batch tests/commands tests/pose tests/privacy

.PHONY: demo test test-oldest lint score bench fuzz bundle test-bundle model roll-model evaluate-roll lock clean $(TESTS)

demo: $(READY) model
	$(BIN)/formcheck demo

test: lint model
	$(MAKE) $(AT_ONCE) $(TESTS)

tests-that-start-programs: $(READY)
	$(PYTHON) -m pytest $(START_PROGRAMS)

other-tests: $(READY)
	$(PYTHON) -m pytest $(addprefix --ignore=,$(START_PROGRAMS))

ratchet: $(READY)
	$(PYTHON) -m tests.score --check

# The fast tests with the oldest supported dependencies; their own warnings about newer neighbours are not ours to mend.
test-oldest: $(READY) model
	"$$(scripts/find_python)" -m venv --clear build/oldest
	build/oldest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' -r requirements/oldest.txt
	build/oldest/bin/python -m pytest -o filterwarnings=default --ignore=tests/fuzz --ignore=tests/reliability --ignore=tests/privacy \
		--ignore=tests/test_third_party.py  # the list is of the locked versions

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# What the accuracy ratchet holds, printed.
score: $(READY) model
	$(PYTHON) -m tests.score

# How fast it is, beside MediaPipe alone; the figures go into benchmarks/results.json and the documents.
bench: $(READY) model
	$(PYTHON) -m benchmarks --json benchmarks/results.json
	$(PYTHON) -m tools.speed

# The long runs behind docs/reliability.md: inputs of every kind, kills, an hour of poses, changed clips.
fuzz: $(READY) model
	$(PYTHON) -m tests.fuzz.run --seconds 300
	FORMCHECK_KILLS=300 $(PYTHON) -m pytest tests/reliability/test_kills.py
	$(PYTHON) -m tests.reliability.soak 1
	$(PYTHON) -m tests.reliability.metamorphic

# The program with all it needs, for computers without Python: dist/formcheck-*.tar.xz, and a .deb where dpkg-deb is.
# An environment of its own, for it holds one OpenCV instead of two. Symbols are stripped, but not in the folders *.libs:
# the wheels' builders patched those libraries, and stripped they could not be loaded.
bundle: $(BUNDLE)/.ready
	$(BUNDLE)/venv/bin/pyinstaller --noconfirm --clean --log-level WARN --distpath $(BUNDLE) --workpath $(BUNDLE)/work \
		bundle/formcheck.spec
	cd $(BUNDLE)/formcheck/_internal && find . -type f -name '*.so*' -not -path '*.libs/*' \
		-exec strip --strip-unneeded {} +
	bundle/pack.sh $(BUNDLE)/formcheck $(VERSION) dist

# The .deb in a bare Debian without Python or network. Needs root, debootstrap and Debian's packages.
test-bundle:
	bundle/test_in_bare_debian.sh dist/formcheck_$(VERSION)_*.deb $(BUNDLE)/debian tests/fixtures/videos

model: $(READY)
	$(BIN)/formcheck model

# Fits models/roll.npz anew from the committed corpus; 50 minutes on two cores, and PyTorch is installed for it.
roll-model: $(READY)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[training]'
	$(PYTHON) -m training.fit models/roll.npz training/scenes/straight.npz training/scenes/train_*.npz

# How good the roll model is on scenes and clips that it was not trained on.
evaluate-roll: $(READY)
	$(PYTHON) -m training.evaluate training/scenes/validation*.npz training/clips training/clips_fresh training/clips_wide

# The environment for development and CI, for every supported Python and platform. Needs uv.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.10 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements/dev.lock
	uv pip compile pyproject.toml bundle/requirements.in --override bundle/overrides.in --constraint requirements/dev.lock \
		--universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --no-annotate --output-file requirements/bundle.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements/dev.lock scripts/find_python scripts/system_libraries
	scripts/system_libraries
	"$$(scripts/find_python)" -m venv --clear $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(BUNDLE)/.ready: requirements/bundle.lock scripts/find_python scripts/system_libraries
	scripts/system_libraries
	"$$(scripts/find_python)" -m venv --clear $(BUNDLE)/venv
	$(BUNDLE)/venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements/bundle.lock
	touch $@
