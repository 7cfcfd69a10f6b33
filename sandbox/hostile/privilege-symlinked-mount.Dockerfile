# attack: A mount that lands where a link leads (CVE-2024-23651)
# expect: held|instruction|dockerfile
FROM node:14-alpine AS links
RUN rm -rf /c && ln -s / /c
FROM links
RUN --mount=type=cache,target=/c/cache --mount=type=bind,from=links,source=/c,target=/b ls /b/var/lib/stagecraft 2>/dev/null && echo BROKEN; echo HELD
