import type Docker from "dockerode";
import { expect, test } from "vitest";
import { outlineOf } from "@/domain/dockerfile/stages";
import { image } from "@/domain/image/image";
import type { ContentReader } from "./contents";
import { newInspector } from "./inspect";

/** An engine with one image, of a single layer. */
function engineWith(Created: string | undefined): Docker {
  const inspected = { Created, RootFS: { Layers: ["sha256:a"] }, Config: { Cmd: ["ls"] } };
  const history = [{ CreatedBy: "COPY a /a # buildkit", Size: 5 }];
  return {
    info: async () => ({ DriverStatus: [] }),
    getImage: () => ({ inspect: async () => inspected, history: async () => history }),
  } as unknown as Docker;
}

const noContents: ContentReader = async () => ({ ok: false, why: "no-image" });

test.each([
  ["2026-05-01T09:58:00.123456789Z", "2026-05-01T09:58:00.123Z"],
  ["2026-05-01T11:58:00+02:00", "2026-05-01T09:58:00.000Z"],
  ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ["0001-01-01T00:00:00Z", undefined],
  ["", undefined],
  [undefined, undefined],
])("an image that the engine dates %s was made at %s", async (created, createdAt) => {
  const { stages } = outlineOf("FROM scratch\nCOPY a /a");
  const [shipped] = stages;
  if (!shipped) throw new Error("no stage");
  const found = await newInspector(noContents).inspect(
    engineWith(created),
    "sha256:i",
    stages,
    shipped,
    [],
  );
  expect(image.parse(found)).toMatchObject({ id: "sha256:i", unpackedBytes: 5 });
  expect(found.createdAt).toBe(createdAt);
});
