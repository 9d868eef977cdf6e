"""A limited child: where a file from outside is decoded, so that one made to harm breaks only its own process.

The hall's side starts it and hears it (`starting`); the child imports what it will need and then, before the first byte
is decoded, closes the doors behind itself (`profiles`):

    bytes_only(memory_bytes=640_000_000, cpu_seconds=60)             # input on descriptors that it already has
    one_file(path, memory_bytes=640_000_000, cpu_seconds=60)         # for a library that must open a path: that one

What is shut afterwards, whoever runs inside, and by which means (each alone would hold most of it):

    reading other files, writing any   no descriptor to gain (RLIMIT_NOFILE 0), Landlock, seccomp
    network, other processes           seccomp, Landlock; RLIMIT_NPROC 0; no_new_privs, no capabilities
    signals, tracing                   seccomp, Landlock; where root starts it, a user that nobody else is
    memory, time, core dumps           RLIMIT_AS, RLIMIT_CPU, RLIMIT_CORE 0, not dumpable
    new machine code                   seccomp: nothing becomes executable any more

Landlock (kernel 5.13) and seccomp are used where the kernel has them; without them the limits and the user stay, and a
child that was taken over could then still delete files of its user. `kiosk doctor` says what a machine's kernel gives.
"""
