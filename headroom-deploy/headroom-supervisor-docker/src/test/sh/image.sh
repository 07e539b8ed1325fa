#!/bin/bash
# An image without a registry, for the engine that DOCKER_HOST names: image.sh NAME. Its command "headroom" plays the proxy: it takes the
# arguments of "install agent run", listens on the port that the profile's file "port" names, and gives up where there is a file "parks".
# Needs busybox-static.
set -euo pipefail
name=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
root=$folder/root
mkdir -p "$root"/{bin,tmp,www,var/lib/headroom}
chmod 1777 "$root/tmp" "$root/var/lib/headroom"
cp "$(command -v busybox)" "$root/bin/busybox"
for applet in sh cat id sleep httpd kill touch rm wget; do ln -s busybox "$root/bin/$applet"; done
echo "headroom plays here" >"$root/www/index.html"
cat >"$root/bin/headroom" <<'PLAYER'
#!/bin/sh
set -eu
profile=$5
folder=$7/deploy/$profile
trap 'echo ended >>"$folder/ends"; exit 0' TERM
echo "$(id -u):$(id -g)" >>"$folder/starts"
rm -f "$folder/failure.json"
if [ -e "$folder/parks" ]; then
    echo '{}' >"$folder/failure.json"
    echo "headroom: gave up"
    while :; do sleep 1000 & wait "$!"; done
fi
echo "$profile" >>/var/lib/headroom/headroom.db
httpd -f -p "$HEADROOM_HOST:$(cat "$folder/port")" -h /www &
wait "$!"
exit 1
PLAYER
chmod 755 "$root/bin/headroom"
cat >"$folder/Dockerfile" <<'DOCKERFILE'
FROM scratch
COPY root/ /
ENV PATH=/bin
USER 1000
VOLUME /var/lib/headroom
HEALTHCHECK --interval=1s --timeout=2s --retries=2 CMD ["/bin/sh", "-c", "wget -q -O - http://127.0.0.1:9321/"]
ENTRYPOINT ["headroom"]
DOCKERFILE
DOCKER_BUILDKIT=0 docker build -q -t "$name" "$folder"
