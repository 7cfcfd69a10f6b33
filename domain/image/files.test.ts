import { describe, expect, test } from "vitest";
import type { LayerEntry } from "./content";
import { listFolder } from "./files";

const file = (path: string, bytes = 1): LayerEntry => ({ path, type: "file", bytes, mode: 0o644 });
const folder = (path: string): LayerEntry => ({ path, type: "folder", bytes: 0, mode: 0o755 });
const shown = (layers: LayerEntry[][], path: string) =>
  listFolder(layers, path)?.map(
    ({ path, type, bytes, layer, change }) => `${path} ${type} ${bytes} ${layer} ${change}`,
  );

const base = [
  folder("/etc"),
  file("/etc/passwd", 10),
  folder("/usr"),
  folder("/usr/bin"),
  file("/usr/bin/node", 80),
];

describe("a folder", () => {
  test("shows what is in it, folders with all that they hold", () => {
    expect(shown([base], "/")).toEqual(["/etc folder 10 0 added", "/usr folder 80 0 added"]);
    expect(shown([base], "/usr")).toEqual(["/usr/bin folder 80 0 added"]);
    expect(shown([base], "/usr/bin")).toEqual(["/usr/bin/node file 80 0 added"]);
  });

  test("that is not there, or is a file, is null", () => {
    expect(shown([base], "/nope")).toBeUndefined();
    expect(listFolder([base], "/nope")).toBeNull();
    expect(listFolder([base], "/etc/passwd")).toBeNull();
    expect(listFolder([], "/")).toEqual([]);
  });

  test("that only its files imply is there", () => {
    expect(shown([[file("/app/a.js", 3)]], "/")).toEqual(["/app folder 3 0 added"]);
  });

  test("knows names that only begin alike apart", () => {
    const layers = [[folder("/app"), folder("/app2"), file("/app2/x", 5)]];
    expect(shown(layers, "/app")).toEqual([]);
    expect(shown(layers, "/")).toEqual(["/app folder 0 0 added", "/app2 folder 5 0 added"]);
  });
});

describe("a layer above", () => {
  test("adds, changes and touches the folders above", () => {
    const layers = [base, [file("/etc/passwd", 20), file("/etc/new", 1)]];
    expect(shown(layers, "/etc")).toEqual([
      "/etc/new file 1 1 added",
      "/etc/passwd file 20 1 modified",
    ]);
    expect(shown(layers, "/")).toEqual(["/etc folder 21 1 modified", "/usr folder 80 0 added"]);
  });

  test("takes a file away, which its own view still shows", () => {
    const layers = [base, [file("/usr/bin/.wh.node", 0)]];
    expect(shown(layers, "/usr/bin")).toEqual(["/usr/bin/node file 80 1 deleted"]);
    expect(shown([...layers, []], "/usr/bin")).toEqual([]);
    expect(shown(layers, "/usr")).toEqual(["/usr/bin folder 0 1 modified"]);
  });

  test("takes a folder away with all that it holds", () => {
    const layers = [base, [file("/.wh.usr", 0)], []];
    expect(shown(layers, "/")).toEqual(["/etc folder 10 0 added"]);
    expect(shown([...layers, [folder("/usr"), file("/usr/x", 1)]], "/usr")).toEqual([
      "/usr/x file 1 3 added",
    ]);
  });

  test("takes nothing away twice", () => {
    const layers = [base, [file("/etc/.wh.passwd", 0)], [file("/etc/.wh..wh..opq", 0)]];
    expect(shown(layers, "/etc")).toEqual([]);
  });

  test("makes a folder its own", () => {
    const layers = [
      base,
      [folder("/etc"), file("/etc/.wh..wh..opq", 0), file("/etc/hosts", 2)],
      [],
    ];
    expect(shown(layers, "/etc")).toEqual(["/etc/hosts file 2 1 added"]);
  });

  test("puts a file where a folder was", () => {
    const layers = [base, [file("/usr", 4)]];
    expect(shown(layers, "/")).toEqual(["/etc folder 10 0 added", "/usr file 4 1 modified"]);
    expect(listFolder(layers, "/usr")).toBeNull();
  });
});
