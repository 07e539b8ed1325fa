# crontab.sh add|remove|has PROFILE [LINE...]: the block of a profile in this account's crontab, which only crontab(1) reads and writes.
# Every byte outside of the block stays. What adding had to do besides is noted in the block, for the way back:
#   "# newline added"   the last line had no end, which some cron daemons refuse
#   "# empty before"    there was a crontab, and nothing in it
LC_ALL=C
export LC_ALL
verb=$1
begin="# >>> headroom $2 >>>"
end="# <<< headroom $2 <<<"
shift 2

# A dot at the end keeps the line ends there, which a command substitution takes away.
there=yes
crontab -l >/dev/null 2>&1 || there=no
all=$(crontab -l 2>/dev/null; echo .)
all=${all%.}
nl='
'

# From the last beginning before the first end, should somebody have left half a block.
text=$nl$all
case $text in
*"$nl$begin$nl"*"$nl$end$nl"*)
    before=${text%%"$nl$end$nl"*}
    block=$nl${before##*"$nl$begin$nl"}$nl
    before=${before%"$nl$begin$nl"*}$nl
    before=${before#"$nl"}
    after=${text#*"$nl$end$nl"}
    ;;
*)
    [ "$verb" != has ] || exit 1
    [ "$verb" != remove ] || exit 0
    before=$all
    after=
    block=
    ;;
esac
[ "$verb" != has ] || exit 0

notes=
case $block in
'')
    if [ -n "$before" ] && [ "${before%"$nl"}" = "$before" ]; then
        before=$before$nl
        notes="# newline added$nl"
    elif [ -z "$before" ] && [ "$there" = yes ]; then
        notes="# empty before$nl"
    fi
    ;;
*"$nl# newline added$nl"*) notes="# newline added$nl" ;;
*"$nl# empty before$nl"*) notes="# empty before$nl" ;;
esac

if [ "$verb" = add ]; then
    lines=
    for line; do
        lines=$lines$line$nl
    done
    printf %s "$before$begin$nl$notes$lines$end$nl$after" | crontab -
    exit
fi
# Another profile's block right behind goes last now, and takes the notes over.
case $notes$after in
"$notes# >>> headroom "*)
    after=${after%%"$nl"*}$nl$notes${after#*"$nl"}
    ;;
esac
if [ -z "$after" ] && [ "$notes" = "# newline added$nl" ]; then
    before=${before%"$nl"}
fi
if [ -z "$before$after" ] && [ "$notes" != "# empty before$nl" ]; then
    crontab -r
else
    printf %s "$before$after" | crontab -
fi
