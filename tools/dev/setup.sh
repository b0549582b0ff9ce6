# shellcheck shell=bash
# Sourced by ./dev: Debian packages and the virtual environment, each installed only when missing.
# Expects $root, the repository.
: "${root:?}"

say() { printf '» %s\n' "$*" >&2; }

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        say "root or sudo is needed to install Debian packages: $*"
        return 1
    fi
}

# Arguments: names of the files in tools/dev/packages, without .txt.
install_debian_packages() {
    local wanted installed missing
    wanted=$(cd "$root/tools/dev/packages" && sed -E 's/#.*//; s/[[:space:]]//g; /^$/d' "${@/%/.txt}" | sort -u)
    # dpkg-query fails when it does not know one of the names: that one is missing, and we are about to say so.
    # shellcheck disable=SC2086
    installed=$({ dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $wanted 2>/dev/null || true; } | sed -n 's/^ii *//p' | sort -u)
    missing=$(comm -23 <(echo "$wanted") <(echo "$installed"))
    [[ -z $missing ]] && return
    say "Debian packages to install: ${missing//$'\n'/ }"
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# One at a time: two commands started together would write into the same environment.
make_environment() {
    exec 9>"$root/.venv.lock"
    flock 9
    local venv=$root/.venv python=$root/.venv/bin/python version locked project
    version=$(/usr/bin/python3 -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])')
    locked=$({ echo "$version"; cat "$root/requirements.lock"; } | sha256sum)
    project=$({ echo "$locked"; cat "$root/pyproject.toml"; } | sha256sum)

    if ! [[ -x $python && $("$python" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])') == "$version" ]]; then
        say "virtual environment .venv for Python $version"
        /usr/bin/python3 -m venv --clear "$venv"
    fi
    if [[ $(cat "$venv/locked" 2>/dev/null) != "$locked" ]]; then
        say "installing requirements.lock (some 100 MB the first time)"
        # pip is itself in the lock: replaced in the middle of a run, it breaks. It goes first, alone.
        "$python" -m pip install -q --require-hashes -r <(sed -n '/^pip==/,/[^\\]$/p' "$root/requirements.lock")
        "$python" -m pip install -q --require-hashes -r "$root/requirements.lock"
        echo "$locked" >"$venv/locked"
    fi
    if [[ $(cat "$venv/project" 2>/dev/null) != "$project" ]]; then
        say "installing the project itself"
        "$python" -m pip install -q --no-deps --no-build-isolation --editable "$root"
        echo "$project" >"$venv/project"
    fi
    exec 9>&-
}
