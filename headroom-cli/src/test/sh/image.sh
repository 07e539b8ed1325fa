#!/bin/bash
# An image of a distribution without a registry, for the engine that DOCKER_HOST names: image.sh NAME DISTRIBUTION. The runtime is cut out
# of JAVA_HOME by jlink and takes its libraries from this machine, the shell is busybox. Needs busybox-static.
set -euo pipefail
name=$1 distribution=$2
# What the distribution's modules ask for, and what those without a descriptor need; all of java.se takes three times as long to cut.
modules=java.logging,java.management,java.naming,java.net.http,java.security.sasl,java.sql,java.sql.rowset,java.xml
modules=$modules,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root
mkdir -p "$root"/{bin,etc,opt,proc,sys,dev,tmp,var/lib/headroom}
chmod 1777 "$root/tmp" "$root/var/lib/headroom"
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --no-man-pages --no-header-files --output "$root/opt/java"
cp -R "$distribution" "$root/opt/headroom"
ln -s /opt/headroom/bin/headroom "$root/bin/headroom"
ln -s /opt/java/bin/java "$root/bin/java"
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in basename cat cksum cut dirname head id kill ls mkdir mv printf readlink rm sed sh tr wget; do
    ln -s busybox "$root/bin/$applet"
done
# What the runtime is linked against, and what the library of SQLite's driver is, which is unpacked when it runs.
{
    find "$root/opt/java" -type f \( -perm -100 -o -name '*.so' \) -exec ldd {} + 2>/dev/null |
        awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\/lib/ { print $1 }'
    ldconfig -p | awk '$1 ~ /^lib(pthread|dl|m)\.so\.[0-9]+$/ { print $NF }'
} | sort -u |
    while read -r library; do
        case $library in "$root"*) continue ;; esac
        mkdir -p "$root${library%/*}"
        cp -L "$library" "$root$library"
    done
echo 'root:x:0:0:root:/tmp/headroom-home:/bin/sh' >"$root/etc/passwd"
cat >"$folder/Dockerfile" <<'DOCKERFILE'
FROM scratch
COPY root/ /
ENV PATH=/bin JAVA_HOME=/opt/java HOME=/tmp/headroom-home HEADROOM_ARCHIVE=off \
    HEADROOM_STORE_URL=jdbc:sqlite:/var/lib/headroom/headroom.db
VOLUME /var/lib/headroom
ENTRYPOINT ["headroom", "proxy"]
DOCKERFILE
DOCKER_BUILDKIT=0 docker build -q -t "$name" "$folder"
# One that ends before it begins.
mkdir "$folder/broken"
printf '#!/bin/sh\nexit 3\n' >"$folder/broken/headroom"
chmod 755 "$folder/broken/headroom"
printf 'FROM %s\nCOPY headroom /broken/headroom\nENV PATH=/broken:/bin\n' "$name" >"$folder/broken/Dockerfile"
DOCKER_BUILDKIT=0 docker build -q -t "$name-broken" "$folder/broken"
