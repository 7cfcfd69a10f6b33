# attack: Names that mean something to JavaScript
# expect: held
FROM node:14-alpine AS constructor
ARG __proto__=x
ENV toString=1
RUN true
FROM constructor AS hasownproperty
LABEL __proto__=x
RUN echo HELD
