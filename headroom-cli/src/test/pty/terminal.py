"""Runs a command in a terminal of its own and does what a user would do. Standard input has the steps, one a line:
expect TEXT      waits until the screen shows it, behind what the last step waited for
send TEXT        types it; \\x03 and the like are keys
size ROWS COLS   resizes the window
ends CODE        waits until the command has ended with that exit code
Prints the screen; exits with 1 if a step was in vain."""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE_S = 90
screen = b""
seen = 0


def read(limit):
    """Reads what the command writes; nothing more comes once it has ended."""
    global screen
    if not select.select([terminal], [], [], limit)[0]:
        return True
    try:
        data = os.read(terminal, 65536)
    except OSError:
        return False
    screen += data
    return bool(data)


def resize(rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def give_up(step):
    sys.stdout.write(screen.decode("utf-8", "replace") + "\nIN VAIN: " + step + "\n")
    os.kill(child, 9)
    sys.exit(1)


steps = sys.stdin.read().splitlines()
child, terminal = pty.fork()
if child == 0:
    # Whoever runs the tests in the background of a script has these ignored, and what is ignored is inherited.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)
    os.execvp(sys.argv[1], sys.argv[1:])
resize(24, 80)
for step in steps:
    word, _, rest = step.partition(" ")
    end = time.monotonic() + PATIENCE_S
    if word == "send":
        os.write(terminal, rest.encode().decode("unicode_escape").encode("latin-1"))
    elif word == "size":
        resize(*map(int, rest.split()))
    elif word == "expect":
        while (at := screen.find(rest.encode(), seen)) < 0:
            if time.monotonic() > end or not read(0.2):
                give_up(step)
        seen = at + len(rest)
    elif word == "ends":
        while read(0.2):
            if time.monotonic() > end:
                give_up(step)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != int(rest):
            give_up(step)
    else:
        give_up(step)
sys.stdout.write(screen.decode("utf-8", "replace"))
