#!/bin/sh
# Pack the bundle in FOLDER into OUT: a .tar.xz for every Linux, and a .deb where dpkg-deb is. How hard they are
# compressed can be said as always: XZ_OPT=-1, DPKG_DEB_COMPRESSOR_LEVEL=1.
set -eu
export XZ_OPT="${XZ_OPT:---threads=0}" # all cores, as dpkg-deb does
folder=$1 version=$2 out=$3
here=$(dirname "$0")
mkdir -p "$out"

tar --create --xz --file "$out/formcheck-$version-linux-$(uname -m).tar.xz" --sort=name --owner=0 --group=0 \
    --numeric-owner --directory "$(dirname "$folder")" "$(basename "$folder")"

command -v dpkg-deb >/dev/null || { echo "No .deb: dpkg-deb is not there." >&2; exit 0; }
umask 022
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
chmod 755 "$root"
architecture=$(dpkg --print-architecture)
place=usr/lib/formcheck

mkdir -p "$root/usr/lib" "$root/usr/bin" "$root/usr/share/doc/formcheck" "$root/DEBIAN"
cp -a "$folder" "$root/$place"
ln -s "../lib/formcheck/formcheck" "$root/usr/bin/formcheck"
install -D -m 644 "$here/formcheck.desktop" "$root/usr/share/applications/formcheck.desktop"
install -D -m 644 "$here/formcheck.svg" "$root/usr/share/icons/hicolor/scalable/apps/formcheck.svg"
cat > "$root/usr/share/doc/formcheck/copyright" <<EOF
formcheck itself is under the Apache License 2.0. This package as a whole, which holds FFmpeg with x264 and x265, may be
passed on under the GNU General Public License, version 3 or later (/usr/share/common-licenses/GPL-3). What it holds
and the licence of each part: /$place/_internal/formcheck/_data/THIRD_PARTY.md; the texts: licences beside it.
EOF
cat > "$root/DEBIAN/control" <<EOF
Package: formcheck
Version: $version
Architecture: $architecture
Maintainer: The formcheck authors <formcheck@example.invalid>
Section: misc
Priority: optional
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: $(python3 "$here/depends.py" "$folder")
Recommends: libpulse0
Description: Exercise coach for the clamshell, on a plain laptop
 Watches you through the webcam, counts the repetitions, tells at once when the
 pelvis rolls back, and keeps a record for you and your physiotherapist.
 Guidance for general wellness, not a medical device.
EOF
dpkg-deb --root-owner-group -Zxz --build "$root" "$out/formcheck_${version}_$architecture.deb"
