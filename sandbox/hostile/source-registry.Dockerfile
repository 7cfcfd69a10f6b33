# attack: An image of another registry
# expect: refused
FROM localhost:5000/evil
RUN true
