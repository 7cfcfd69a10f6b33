// Keeps status.json from the lines on its standard input: writer.mjs <status.json>
import { createInterface } from "node:readline";
import { teller } from "./teller.mjs";

const { say, end } = teller(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) say(line);
end();
