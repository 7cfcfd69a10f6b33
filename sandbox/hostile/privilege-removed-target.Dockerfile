# attack: A mount's target, moved away to have another removed (CVE-2024-23652)
# expect: held|instruction
FROM node:14-alpine
RUN --mount=type=bind,source=.,target=/a/b/c mv /a /moved 2>/dev/null; ln -s / /a 2>/dev/null; echo HELD
