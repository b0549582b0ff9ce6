#!/usr/bin/env bash
# A Debian (bookworm, or the release named) as bare as they come, this repository's HEAD cloned into it, and the README's first command.
# Network access is the host's: its proxies, certificates and package indexes are passed on.
set -euo pipefail
release=${1:-bookworm}
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
chroot=$(mktemp -d /var/tmp/borne-soak.XXXXXX)
mounted=()

# shellcheck disable=SC2317  # reached by the trap
leave() {
    for ((i = ${#mounted[@]} - 1; i >= 0; i--)); do umount -l "${mounted[i]}"; done
    rm -rf --one-file-system "$chroot"
}
trap leave EXIT

mounting() {
    mkdir -p "${!#}"
    mount "$@"
    mounted+=("${!#}")
}

echo "» a fresh Debian $release in $chroot"
mmdebstrap --quiet --variant=minbase --include=git,python3,ca-certificates "$release" "$chroot"

# A root that is a mount point of its own, as on a real machine: pcscd's namespace could not be made on another.
mounting --bind "$chroot" "$chroot"
mounting -t proc proc "$chroot/proc"
mounting -t devpts -o newinstance,ptmxmode=666 devpts "$chroot/dev/pts"
ln -sf pts/ptmx "$chroot/dev/ptmx"
mounting -t tmpfs -o mode=1777 shm "$chroot/dev/shm"
mounting -t tmpfs -o mode=1777 tmp "$chroot/tmp"
mounting -t tmpfs run "$chroot/run"
cp -L /etc/resolv.conf /etc/hosts "$chroot/etc/"
cp -L --remove-destination /etc/ssl/certs/ca-certificates.crt "$chroot/etc/ssl/certs/"
# Where there is no proxy there is nothing to copy.
cp -n /etc/apt/apt.conf.d/*proxy* "$chroot/etc/apt/apt.conf.d/" 2>/dev/null || true
if [[ -f /etc/pip.conf ]]; then cp /etc/pip.conf "$chroot/etc/"; fi

echo "» a fresh clone of HEAD"
git clone --quiet --no-local "$repository" "$chroot/root/borne"

environment=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8)
while IFS= read -r name; do environment+=("$name=${!name}"); done \
    < <(compgen -e | grep -E '^(https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY|SSL_CERT_FILE|PIP_CERT|PIP_INDEX_URL|PIP_DEFAULT_TIMEOUT)$')

status=0
chroot "$chroot" env -i "${environment[@]}" \
    bash -c 'cd /root/borne && ./dev demo --headless --out /tmp/out' || status=$?
cat "$chroot/tmp/out/report.json" 2>/dev/null || echo "no report was written"
((status == 0)) || tail -n 20 "$chroot"/tmp/out/logs/*.log
exit "$status"
