# attack: Sixty stages that all want to run at once
# expect: held|limit buildProcesses|buildMemory|buildCpuTime|buildTime
FROM node:14-alpine AS s0
RUN sleep 1; echo 0 >/f
FROM node:14-alpine AS s1
RUN sleep 1; echo 1 >/f
FROM node:14-alpine AS s2
RUN sleep 1; echo 2 >/f
FROM node:14-alpine AS s3
RUN sleep 1; echo 3 >/f
FROM node:14-alpine AS s4
RUN sleep 1; echo 4 >/f
FROM node:14-alpine AS s5
RUN sleep 1; echo 5 >/f
FROM node:14-alpine AS s6
RUN sleep 1; echo 6 >/f
FROM node:14-alpine AS s7
RUN sleep 1; echo 7 >/f
FROM node:14-alpine AS s8
RUN sleep 1; echo 8 >/f
FROM node:14-alpine AS s9
RUN sleep 1; echo 9 >/f
FROM node:14-alpine AS s10
RUN sleep 1; echo 10 >/f
FROM node:14-alpine AS s11
RUN sleep 1; echo 11 >/f
FROM node:14-alpine AS s12
RUN sleep 1; echo 12 >/f
FROM node:14-alpine AS s13
RUN sleep 1; echo 13 >/f
FROM node:14-alpine AS s14
RUN sleep 1; echo 14 >/f
FROM node:14-alpine AS s15
RUN sleep 1; echo 15 >/f
FROM node:14-alpine AS s16
RUN sleep 1; echo 16 >/f
FROM node:14-alpine AS s17
RUN sleep 1; echo 17 >/f
FROM node:14-alpine AS s18
RUN sleep 1; echo 18 >/f
FROM node:14-alpine AS s19
RUN sleep 1; echo 19 >/f
FROM node:14-alpine AS s20
RUN sleep 1; echo 20 >/f
FROM node:14-alpine AS s21
RUN sleep 1; echo 21 >/f
FROM node:14-alpine AS s22
RUN sleep 1; echo 22 >/f
FROM node:14-alpine AS s23
RUN sleep 1; echo 23 >/f
FROM node:14-alpine AS s24
RUN sleep 1; echo 24 >/f
FROM node:14-alpine AS s25
RUN sleep 1; echo 25 >/f
FROM node:14-alpine AS s26
RUN sleep 1; echo 26 >/f
FROM node:14-alpine AS s27
RUN sleep 1; echo 27 >/f
FROM node:14-alpine AS s28
RUN sleep 1; echo 28 >/f
FROM node:14-alpine AS s29
RUN sleep 1; echo 29 >/f
FROM node:14-alpine AS s30
RUN sleep 1; echo 30 >/f
FROM node:14-alpine AS s31
RUN sleep 1; echo 31 >/f
FROM node:14-alpine AS s32
RUN sleep 1; echo 32 >/f
FROM node:14-alpine AS s33
RUN sleep 1; echo 33 >/f
FROM node:14-alpine AS s34
RUN sleep 1; echo 34 >/f
FROM node:14-alpine AS s35
RUN sleep 1; echo 35 >/f
FROM node:14-alpine AS s36
RUN sleep 1; echo 36 >/f
FROM node:14-alpine AS s37
RUN sleep 1; echo 37 >/f
FROM node:14-alpine AS s38
RUN sleep 1; echo 38 >/f
FROM node:14-alpine AS s39
RUN sleep 1; echo 39 >/f
FROM node:14-alpine AS s40
RUN sleep 1; echo 40 >/f
FROM node:14-alpine AS s41
RUN sleep 1; echo 41 >/f
FROM node:14-alpine AS s42
RUN sleep 1; echo 42 >/f
FROM node:14-alpine AS s43
RUN sleep 1; echo 43 >/f
FROM node:14-alpine AS s44
RUN sleep 1; echo 44 >/f
FROM node:14-alpine AS s45
RUN sleep 1; echo 45 >/f
FROM node:14-alpine AS s46
RUN sleep 1; echo 46 >/f
FROM node:14-alpine AS s47
RUN sleep 1; echo 47 >/f
FROM node:14-alpine AS s48
RUN sleep 1; echo 48 >/f
FROM node:14-alpine AS s49
RUN sleep 1; echo 49 >/f
FROM node:14-alpine AS s50
RUN sleep 1; echo 50 >/f
FROM node:14-alpine AS s51
RUN sleep 1; echo 51 >/f
FROM node:14-alpine AS s52
RUN sleep 1; echo 52 >/f
FROM node:14-alpine AS s53
RUN sleep 1; echo 53 >/f
FROM node:14-alpine AS s54
RUN sleep 1; echo 54 >/f
FROM node:14-alpine AS s55
RUN sleep 1; echo 55 >/f
FROM node:14-alpine AS s56
RUN sleep 1; echo 56 >/f
FROM node:14-alpine AS s57
RUN sleep 1; echo 57 >/f
FROM node:14-alpine AS s58
RUN sleep 1; echo 58 >/f
FROM node:14-alpine AS s59
RUN sleep 1; echo 59 >/f
FROM node:14-alpine
COPY --from=s0 /f /f0
COPY --from=s1 /f /f1
COPY --from=s2 /f /f2
COPY --from=s3 /f /f3
COPY --from=s4 /f /f4
COPY --from=s5 /f /f5
COPY --from=s6 /f /f6
COPY --from=s7 /f /f7
COPY --from=s8 /f /f8
COPY --from=s9 /f /f9
COPY --from=s10 /f /f10
COPY --from=s11 /f /f11
COPY --from=s12 /f /f12
COPY --from=s13 /f /f13
COPY --from=s14 /f /f14
COPY --from=s15 /f /f15
COPY --from=s16 /f /f16
COPY --from=s17 /f /f17
COPY --from=s18 /f /f18
COPY --from=s19 /f /f19
COPY --from=s20 /f /f20
COPY --from=s21 /f /f21
COPY --from=s22 /f /f22
COPY --from=s23 /f /f23
COPY --from=s24 /f /f24
COPY --from=s25 /f /f25
COPY --from=s26 /f /f26
COPY --from=s27 /f /f27
COPY --from=s28 /f /f28
COPY --from=s29 /f /f29
COPY --from=s30 /f /f30
COPY --from=s31 /f /f31
COPY --from=s32 /f /f32
COPY --from=s33 /f /f33
COPY --from=s34 /f /f34
COPY --from=s35 /f /f35
COPY --from=s36 /f /f36
COPY --from=s37 /f /f37
COPY --from=s38 /f /f38
COPY --from=s39 /f /f39
COPY --from=s40 /f /f40
COPY --from=s41 /f /f41
COPY --from=s42 /f /f42
COPY --from=s43 /f /f43
COPY --from=s44 /f /f44
COPY --from=s45 /f /f45
COPY --from=s46 /f /f46
COPY --from=s47 /f /f47
COPY --from=s48 /f /f48
COPY --from=s49 /f /f49
COPY --from=s50 /f /f50
COPY --from=s51 /f /f51
COPY --from=s52 /f /f52
COPY --from=s53 /f /f53
COPY --from=s54 /f /f54
COPY --from=s55 /f /f55
COPY --from=s56 /f /f56
COPY --from=s57 /f /f57
COPY --from=s58 /f /f58
COPY --from=s59 /f /f59
RUN echo HELD
