# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Weftline authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What packaging/quickstart and packaging/test share; to be sourced from the root of the project.

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

isDebian12() (
    . /etc/os-release 2>/dev/null && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ]
)

# The names in package lists: first word of a line, without comments.
packageNames() { sed -e 's/#.*//' "$@" | awk 'NF { print $1 }'; }

# Prints those of the named packages that are not installed.
missingPackages() {
    local installed
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u) || true
    comm -23 <(printf '%s\n' "$@" | sort -u) <(printf '%s\n' "$installed")
}

# installPackages LIST…: asks the network only when something of the lists is missing.
installPackages() {
    local -a names missing asRoot=()
    mapfile -t names < <(packageNames "$@")
    command -v dpkg-query >/dev/null 2>&1 \
        || fail "Cannot look for packages: this system has no dpkg. Install what $* name by hand and build with \"cmake --preset release\"."
    mapfile -t missing < <(missingPackages "${names[@]}")
    if [ "${#missing[@]}" = 0 ]; then
        say "All ${#names[@]} packages are there."
        return
    fi
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || fail "Cannot install ${#missing[@]} missing packages: you are not root and there is no sudo. As root, run
    apt-get update
    apt-get install --no-install-recommends ${missing[*]}
and then this program again."
        asRoot=(sudo)
    fi
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    "${asRoot[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update \
        || fail "Cannot read the package lists (apt-get update failed, see above). Check the network and /etc/apt/sources.list."
    "${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "${missing[@]}" \
        || fail "Cannot install ${missing[*]} (apt-get install failed, see above). Weftline is made for Debian 12; elsewhere some have other names."
}

# Unpacks Debian's promtool, beside which alert rules are tested, into build/prometheus. The package is not installed: it
# would start a service that listens. Kept from one time to the next.
unpackPromtool() {
    local folder=build/prometheus
    [ ! -x "$folder/usr/bin/promtool" ] || return 0
    mkdir -p "$folder"
    if (cd "$folder" && rm -f ./*.deb && apt-get -q download prometheus && dpkg-deb -x ./prometheus_*.deb . && rm -f ./*.deb usr/bin/prometheus); then
        say "promtool lies in $folder."
    else
        say "Cannot get Debian's package prometheus (see above): the tests beside promtool are skipped."
    fi
}

# One compiler for each core, as long as there is a gigabyte and a half of memory for each.
buildJobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable:/ { print int($2 / 1500000) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    [ "$cores" -le "$memory" ] && echo "$cores" || echo "$memory"
}

# buildPreset NAME: configures when it must, builds what has changed.
buildPreset() {
    local preset=$1 folder=build/$1
    local -a options=()
    # The compiler of Debian 12 has no warnings to give; one that nobody has tried may have (docs/decisions/warnings.md).
    isDebian12 || options=(-DWEFTLINE_WERROR=OFF)
    if [ ! -e "$folder/build.ninja" ] || [ CMakePresets.json -nt "$folder/build.ninja" ]; then
        cmake --preset "$preset" "${options[@]}" \
            || fail "Cannot configure preset \"$preset\" (see above). If a package is said to be missing, packaging/packages should name it; if $folder comes from another place or compiler, remove it."
    fi
    cmake --build --preset "$preset" --parallel "$(buildJobs)" \
        || fail "Cannot build preset \"$preset\": the first \"error:\" above says why. After a change of the system's packages, remove $folder and try again."
}

isDebian12 || say "This is not Debian 12, for which Weftline is made. Going on; package names and versions may not fit." >&2
