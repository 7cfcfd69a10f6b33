// index.js
