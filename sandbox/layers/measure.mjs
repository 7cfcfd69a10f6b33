// Prints how many bytes gzip makes of a layer's tar at level 6: measure.mjs <tar-split> <diff>
// A process of its own, so that it can be last in line for the processor.
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { assemble } from "./assemble.mjs";

const [tarSplit, diff] = process.argv.slice(2);
let bytes = 0;
const count = new Writable({
  write(part, _, done) {
    bytes += part.length;
    done();
  },
});
const tar = Readable.from(assemble({ tarSplit, diff }), { objectMode: false });
await pipeline(tar, createGzip({ level: 6 }), count);
console.log(bytes);
