#!/usr/bin/env bash
# Runs the tests: tests/run.sh [fast|system|all]
#   fast    everything but the end-to-end tests
#   system  the end-to-end tests: whole campaigns on an embedded cluster
#   all     both (the default)
# Needs the .NET 10 SDK and Python 3.9 or later, fetches the rest itself. The last line reads: N passed, N failed, N skipped
set -uo pipefail

cd "$(dirname "$0")/.." || exit
readonly tier="${1:-all}"
readonly configuration="${CONFIGURATION:-Release}"
readonly results="$PWD/TestResults"
readonly hang_timeout=10m
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

broken=()

main() {
    case "$tier" in
        fast | system | all) ;;
        *) echo "usage: tests/run.sh [fast|system|all]" >&2; return 2 ;;
    esac
    require_tools || return 1
    rm -rf "$results"
    mkdir -p "$results"

    step "tools" install_tools
    if [[ "$tier" != system ]]; then
        step "shell scripts" check_shell_scripts
        step "python tests" python3 tests/tools/python_tests.py "$results/python.json" tests/kernels tests/docs
    fi
    if step "build" build; then
        if [[ "$tier" != system ]]; then
            step ".NET tests, fast" run_dotnet_tests fast 'FullyQualifiedName!~MaterialsSim.EndToEnd'
        fi
        if [[ "$tier" != fast ]]; then
            step ".NET tests, system" run_dotnet_tests system 'FullyQualifiedName~MaterialsSim.EndToEnd'
        fi
    fi
    python3 tests/tools/sum_results.py "$results" "${broken[@]}"
}

# Runs a step and remembers that it failed; the other steps still run, so that one report tells everything.
step() {
    local name="$1" started=$SECONDS
    shift
    echo "== $name"
    if "$@"; then
        echo "== $name: done in $((SECONDS - started)) s"
    else
        echo "== $name: FAILED after $((SECONDS - started)) s"
        broken+=("$name")
        return 1
    fi
}

require_tools() {
    if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        echo "tests/run.sh needs the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
        return 1
    fi
    if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
        echo "tests/run.sh needs Python 3.9 or later as python3" >&2
        return 1
    fi
}

install_tools() {
    # The suites that drive the cluster with the real kubectl find it where this script puts it.
    if [[ -x tests/tools/install-kubectl.sh ]]; then
        tests/tools/install-kubectl.sh
    fi
}

check_shell_scripts() {
    if ! command -v shellcheck >/dev/null; then
        echo "shellcheck is not installed: left out"
        return 0
    fi
    git ls-files -z -- '*.sh' .ci/run materialssim | xargs -0r shellcheck
}

build() {
    dotnet build MaterialsSim.sln --configuration "$configuration" --verbosity quiet
}

# Every project runs in every tier, and the filter leaves the tests of the tier; a new test project needs no entry anywhere.
run_dotnet_tests() {
    local of_tier="$1" filter="$2"
    dotnet test MaterialsSim.sln --no-build --configuration "$configuration" --verbosity quiet --filter "$filter" \
        --blame-hang --blame-hang-timeout "$hang_timeout" --blame-hang-dump-type none "-p:TestResultsFolder=$results/$of_tier"
}

main
