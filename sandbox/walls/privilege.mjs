/** Root in a build is nobody outside, and can't ask for more. */
export const privilegeWall = [
  {
    wall: "root",
    claim: "root inside is an unused number outside",
    async prove({ inside }) {
      const { output } = await inside.docker(
        "run",
        "--rm",
        "node:14-alpine",
        "cat",
        "/proc/self/uid_map",
      );
      const [first, outside, count] = output.trim().split(/\s+/).map(Number);
      return {
        holds: first === 0 && outside > 100_000 && count === 65_536,
        seen: `0 is ${outside}, ${count} of them`,
      };
    },
  },
  {
    wall: "root",
    claim: "the engine's own root holds none of the host's files",
    async prove({ inside }) {
      const { output } = await inside.docker(
        "run",
        "--rm",
        "-v",
        "/:/engine",
        "node:14-alpine",
        "sh",
        "-c",
        'ls /engine /engine/etc /engine/dev | sort -u | tr "\\n" " "; ls /engine/root /engine/home /engine/var/lib/dpkg 2>&1 | tail -n 1; touch /engine/usr/x 2>&1',
      );
      const holds =
        !/shadow|vda|sda|loop\d|nvme/.test(output) &&
        /Read-only file system|Permission denied/.test(output);
      return { holds, seen: output.replace(/\s+/g, " ").slice(0, 140) };
    },
  },
  ...[
    ["RUN --network=host true", "network.host"],
    ["RUN --security=insecure true", "security.insecure"],
  ].map(([instruction, entitlement]) => ({
    wall: "root",
    claim: `${instruction.split(" ")[1]} is refused`,
    async prove({ inside }) {
      const { code, output } = await inside.build([instruction], {
        options: [`--allow=${entitlement}`],
      });
      const line =
        output.split("\n").findLast((text) => text.includes(entitlement)) ?? output.slice(-200);
      return {
        holds: code !== 0 && output.includes(`${entitlement} is not allowed`),
        seen: line.slice(0, 140),
      };
    },
  })),
];
