import { code } from "../../words";
import type { ExplanationRule } from "../explain";
import { engine, list, meant, told } from "./find";

/** What the sandbox's walls refuse: images, addresses and privileges. */
export const refusedRules: readonly ExplanationRule[] = [
  {
    id: "policy",
    kind: "refused",
    explain: (failed) => {
      if (told(/denied by policy|not allowed by policy/, failed) === null) return null;
      const { catalogue, stages } = failed;
      const url = told(/((?:https?|git|ssh):\/\/[^\s"]+)/, failed);
      if (url) return `${code(url)} is outside the sandbox; a build can't fetch from there.`;
      const image = told(
        /docker-image:\/\/(?:docker\.io\/(?:library\/)?)?([^\s"@]+?)[:"]?(?:[\s@]|$)|metadata for (?:docker\.io\/(?:library\/)?)?([^\s@]+?):? /,
        failed,
      );
      const name = image?.replace(/:latest$/, "");
      const near = name && meant(name, [...stages, ...catalogue]);
      const has = catalogue.length > 0 ? ` The sandbox has ${list(catalogue)}.` : "";
      const what = name ? code(name) : "That source";
      return `${what} is not an image that the sandbox has.${near || has}`;
    },
    guilty: (text, { message }) =>
      sourcesIn(message).some((source) =>
        text
          .split(/[\s=,]/)
          .map(place)
          .includes(source),
      ),
  },
  {
    id: "network-mode",
    kind: "refused",
    explain: engine(/network\.host is not allowed/, () => {
      return "`RUN --network=host` would reach the host's network; the sandbox allows no build to.";
    }),
    guilty: (text) => text.includes("--network=host"),
  },
  {
    id: "insecure",
    kind: "refused",
    explain: engine(/security\.insecure is not allowed|unknown flag: --security/, () => {
      return "`RUN --security=insecure` would take the walls down; the sandbox allows no build to.";
    }),
    guilty: (text) => text.includes("--security=insecure"),
  },
  {
    id: "device",
    kind: "refused",
    explain: engine(
      /device feature is only supported|requested device|devices? .*is not allowed/,
      () => {
        return "`RUN --device` would reach a device of the host; the sandbox allows no build to.";
      },
    ),
    guilty: (text) => text.includes("--device"),
  },
  {
    id: "ssh",
    kind: "refused",
    explain: engine(/no SSH key .* forwarded from the client|no ssh handler for id/, () => {
      return "`--mount=type=ssh` needs a key of yours; no key reaches the sandbox.";
    }),
    guilty: (text) => text.includes("type=ssh"),
  },
  {
    id: "secret",
    kind: "refused",
    explain: engine(/secret (\S+): not found/, (name) => {
      return `${code("--mount=type=secret")} needs a secret of yours, ${code(name)}; no secret reaches the sandbox.`;
    }),
    guilty: (text) => text.includes("type=secret"),
  },
];

/** What a policy error names: a place, or an image by its full and its short name. */
function sourcesIn(message: string): string[] {
  const [, named = ""] = /source "([^"]+)"/.exec(message) ?? [];
  const source = place(named);
  const short = source.replace(/^docker\.io\/(?:library\/)?/, "");
  return [source, short, short.replace(/:latest$/, "")];
}

/** An address without its scheme and user: BuildKit calls `git@a.test:b/c.git` `git://a.test/b/c.git`. */
function place(address: string): string {
  const plain = address.replace(/^[a-z-]+:\/\//, "").replace(/^[^/@]*@(?!sha256:)/, "");
  return address === plain ? plain : plain.replace(/^([^/:]+):(?!\d)/, "$1/");
}
