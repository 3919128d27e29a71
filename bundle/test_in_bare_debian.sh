#!/bin/sh
# Try the .deb in a bare Debian, without Python and as a plain user: install (the network for system libraries only),
# use without a network, uninstall. FOLDER keeps the bare system for the next time.
set -eu
deb=$1 folder=$2 videos=$3
fail() { echo "$1" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "This makes a system of its own and needs root for it: run it as root."
for tool in debootstrap unshare chroot apt-get; do
    command -v $tool >/dev/null || fail "This needs $tool: install it (on Debian: apt-get install $tool)."
done

bare=$folder/bare root=$folder/root
if [ ! -e "$bare.ready" ]; then
    rm -rf "$bare"
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
    # shellcheck disable=SC1091 # of this system
    debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$bare" "$mirror"
    touch "$bare.ready"
fi
rm -rf "$root"
cp -a "$bare" "$root"
cp "$deb" "$root/srv/formcheck.deb"
mkdir "$root/srv/videos"
cp "$videos"/clean.mp4 "$videos"/momentum_mixed.mp4 "$root/srv/videos"
cp /etc/resolv.conf "$root/etc/resolv.conf"

# What is mounted is gone with the process.
inside() { # network? command
    # shellcheck disable=SC2016,SC2086 # expanded there; no word where there is a network
    unshare --mount --pid --fork $1 sh -euc '
        mount -t proc proc "$0/proc"
        mount -t tmpfs tmpfs "$0/dev/shm"
        mount -t devpts devpts "$0/dev/pts"
        exec chroot "$0" sh -euc "$1"' "$root" "$2"
}
online() { inside "" "export DEBIAN_FRONTEND=noninteractive; $1"; }
person() { # command, without a network, as somebody who is not root
    printf '%s\n' "cd; $1" > "$root/srv/command"
    inside --net 'exec su - person -c "sh -eu /srv/command"'
}

online 'useradd --create-home person; apt-get update -qq
    apt-get install -y -qq --no-install-recommends xvfb x11-utils >/dev/null'
mkdir -m 1777 "$root/tmp/.X11-unix"
touch "$root/srv/before"
echo "== apt-get install ./formcheck.deb"
online 'apt-get install -y -qq --no-install-recommends /srv/formcheck.deb >/dev/null; [ -z "$(command -v python3)" ]'
echo "== formcheck --version, without a network from here on"
person 'formcheck --version'
echo "== formcheck demo"
person 'formcheck demo'
echo "== formcheck check --jobs 2"
person 'formcheck check /srv/videos/*.mp4 --jobs 2 --json results.json && grep -c sha256\" results.json && rm results.json'
echo "== formcheck live before a virtual screen, then its record"
person 'Xvfb :7 -screen 0 1280x720x24 & sleep 3; export DISPLAY=:7 SDL_AUDIODRIVER=dummy
    timeout --preserve-status 60 formcheck live --camera /srv/videos/clean.mp4 || echo "stopped: $?"
    formcheck history; formcheck report last --out page.html && grep -c image/svg page.html && rm page.html'
echo "== the entry of the menu: its icon, and the window that it opens"
person 'entry=/usr/share/applications/formcheck.desktop
    [ -s "/usr/share/icons/hicolor/scalable/apps/$(sed -n s/^Icon=//p $entry).svg" ]
    Xvfb :8 -noreset -screen 0 1280x720x24 & sleep 3; export DISPLAY=:8 SDL_AUDIODRIVER=dummy
    $(sed -n s/^Exec=//p $entry) 2>/dev/null &
    for second in $(seq 60); do xwininfo -root -tree | grep "\"formcheck\"" && exit; sleep 1; done
    echo "No window came up." >&2; exit 1'
echo "== apt-get purge formcheck"
online 'apt-get purge -y -qq formcheck >/dev/null; apt-get autoremove -y -qq >/dev/null
    cd ~person; left=$(find / -xdev -name "*formcheck*" -not -path "/proc/*" -not -path "/srv/*")
    echo "left: $left"
    [ "$left" = "$PWD/.local/share/formcheck" ]
    # the cache is that of Mesa, which draws the window
    [ -z "$(find . -newer /srv/before -type f -not -path "./.local/share/formcheck/*" -not -path "./.cache/mesa*")" ]'
echo "The bundle works in a bare Debian, and leaves nothing but the sessions."
