# attack: An address or a route of one's own
# expect: held
FROM node:14
RUN python3 - <<'EOF'
import fcntl, socket, struct
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    fcntl.ioctl(s, 0x8914, struct.pack('16sH14s', b'eth0', 0, b''))
    print('BROKEN')
except OSError:
    print('HELD')
EOF
