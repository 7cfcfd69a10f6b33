# attack: Another learner's image
# expect: refused
FROM stagecraft/6f9619ff-8b86-4011-b42d-00c04fc964ff
RUN true
