import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOREIGN = "foreign.example";

async function answerOf(inside, source, options = []) {
  const { output } = await inside.node(source, ...options);
  return output.split("\n").at(-1);
}

const https = (name, address) => `
require('https').get({ host: '${address}', servername: '${name}', headers: { host: '${name}' }, timeout: 20000 }, (answer) => {
  console.log('answered ' + answer.statusCode); process.exit();
}).on('error', (error) => console.log('refused: ' + error.message.replace(/\\s+/g, ' ')));`;

const http = (name, address) => `
require('http').get({ host: '${address}', headers: { host: '${name}' }, timeout: 20000 }, (answer) => {
  console.log('answered ' + answer.statusCode); process.exit();
}).on('error', (error) => console.log('refused: ' + error.message));`;

function allowed({ home }) {
  return JSON.parse(readFileSync(join(home, "run/walls.json"), "utf8")).allow;
}

/** Of the outside, only allowed names answer, each through the process that decides. */
export const egressWall = [
  {
    wall: "egress",
    claim: "every allowed name answers",
    async prove(live) {
      const { inside, facts } = live;
      const hosts = Object.entries(facts.hosts).map(
        ([name, address]) => `--add-host=${name}:${address}`,
      );
      const answers = await Promise.all(
        allowed(live)
          .filter(({ port }) => port === 443 || port === 80)
          .map(
            async ({ name, tls }) =>
              `${name} ${await answerOf(inside, (tls ? https : http)(name, name), hosts)}`,
          ),
      );
      return {
        holds: answers.every((answer) => / answered \d/.test(answer)),
        seen: answers.join(", "),
      };
    },
  },
  {
    wall: "egress",
    claim: "another name is refused over TLS",
    async prove({ inside, facts }) {
      const seen = await answerOf(inside, https(FOREIGN, facts.gateway));
      return { holds: seen.startsWith("refused"), seen: seen.slice(0, 120) };
    },
  },
  {
    wall: "egress",
    claim: "another name is refused over HTTP",
    async prove({ inside, facts }) {
      const seen = await answerOf(inside, http(FOREIGN, facts.gateway));
      return { holds: seen === "answered 403" || seen.startsWith("refused"), seen };
    },
  },
  {
    wall: "egress",
    claim: "another name does not exist",
    async prove({ inside }) {
      const seen = await answerOf(
        inside,
        `require('dns').lookup('${FOREIGN}', (error) => console.log(error && error.code))`,
      );
      return { holds: seen === "ENOTFOUND", seen };
    },
  },
  {
    wall: "egress",
    claim: "each refusal is written down",
    async prove({ home }) {
      const lines = ["egress.log", "names.log"].map((file) =>
        readFileSync(join(home, "log", file), "utf8"),
      );
      const found = lines.map(
        (text) =>
          text.split("\n").filter((line) => line.includes(FOREIGN) && line.includes("refused"))
            .length,
      );
      return {
        holds: found.every((count) => count > 0),
        seen: `${found[0]} in egress.log, ${found[1]} in names.log`,
      };
    },
  },
];
