# escape=`
# attack: Another escape, to hide an instruction from a reader
# expect: refused
FROM node:14-alpine
ADD `
  https://example.com/x `
  /x
