#!/usr/bin/env bash
# Records the request that the official C# SDK makes for the example in docs/clients.md:
#   tests/sdk/recorded/record.sh CLONE > tests/sdk/recorded/csharp.json
# CLONE is a clone of github.com/run-llama/llama-parse-csharp. Needs the .NET SDK and Node.js.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
clone=$(cd "${1:?the folder of a clone of the SDK}" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
version=$(sed -n 's|.*<VersionPrefix>\(.*\)</VersionPrefix>.*|\1|p' "$clone/src/LlamaCloud/LlamaCloud.csproj")
dotnet build "$here/csharp" -c Release --nologo -v quiet -p:OUT="$out" -p:SDK="$clone" -p:SDK_VERSION="$version" >&2
node "$here/record.mjs" dotnet "$(find "$out/bin" -name Recorder.dll | head -1)"
