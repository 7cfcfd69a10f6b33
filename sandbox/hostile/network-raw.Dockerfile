# attack: Raw packets, to pose as the gateway
# expect: held
FROM node:14
RUN python3 - <<'EOF'
import socket
broken = []
for family, kind, protocol in ((socket.AF_PACKET, socket.SOCK_RAW, 0x0300), (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)):
    try:
        socket.socket(family, kind, protocol)
        broken.append(str(family))
    except PermissionError:
        pass
print('BROKEN ' + ' '.join(broken) if broken else 'HELD')
EOF
