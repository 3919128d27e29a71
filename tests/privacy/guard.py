"""Takes a process the way to any network: on Linux, the kernel ends it where it asks for one (seccomp).

Not only calls through a library are seen, but every system call of the process and its children: `socket` of any
family but Unix (the desktop's own) and netlink (the kernel's news on devices), loopback too, and io_uring, through
which sockets could be had past the filter. What it cannot see is what a program outside is asked to do.
"""

import ctypes
import platform
import struct
import sys

# asm/unistd.h and linux/audit.h: system call numbers of socket and io_uring_setup, and the machine's mark.
MACHINES = {"x86_64": (41, 425, 0xC000003E), "aarch64": (198, 425, 0xC00000B7)}
AF_UNIX, AF_NETLINK = 1, 16
ALLOW, KILL = 0x7FFF0000, 0x80000000  # linux/seccomp.h: SECCOMP_RET_ALLOW, SECCOMP_RET_KILL_PROCESS
LOAD, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
NUMBER, MACHINE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000  # numbers from here on are a second way into the same calls
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2


def available() -> bool:
    """Return whether this machine can be guarded."""
    return sys.platform == "linux" and platform.machine() in MACHINES


def guard() -> None:
    """Guard this process and all it starts, for good. Raises OSError where the kernel does not let it."""
    socket, io_uring, machine = MACHINES[platform.machine()]
    program = [
        (LOAD, 0, 0, MACHINE),
        (IF_EQUAL, 0, 8, machine),
        (LOAD, 0, 0, NUMBER),
        (IF_AT_LEAST, 6, 0, X32),
        (IF_EQUAL, 5, 0, io_uring),
        (IF_EQUAL, 0, 3, socket),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (IF_EQUAL, 1, 0, AF_UNIX),
        (IF_EQUAL, 0, 1, AF_NETLINK),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, KILL),
    ]
    filters = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    whole = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(filters)))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, FILTER, whole, 0, 0)):
        if libc.prctl(*arguments):
            raise OSError(ctypes.get_errno(), "the kernel refused the guard")
