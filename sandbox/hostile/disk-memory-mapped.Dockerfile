# attack: A removed file without a descriptor, written through memory
# expect: limit buildDisk|buildMemory
FROM node:14
RUN python3 - <<'EOF'
import mmap, os
for n in range(64):
    fd = os.open(f'/m{n}', os.O_CREAT | os.O_RDWR)
    os.ftruncate(fd, 64 << 20)
    view = mmap.mmap(fd, 64 << 20)
    os.close(fd)
    os.unlink(f'/m{n}')
    for at in range(0, 64 << 20, 4096): view[at] = 1
    globals()[f'kept{n}'] = view
EOF
