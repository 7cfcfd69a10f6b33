# attack: Sixteen processes, each of a modest size
# expect: limit buildMemory
FROM node:14-alpine
RUN for i in $(seq 16); do node -e 'const all = []; setInterval(() => all.length < 60 && all.push(Buffer.alloc(1 << 21, 1)), 20)' & done; sleep 60
