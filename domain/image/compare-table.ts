import { dockerSize } from "./bytes";
import { ago } from "./compare-ago";

/** One image as `docker images` lists it. */
export type ListedImage = {
  readonly repository: string;
  readonly tag: string;
  /** `sha256:…`; the table shows its first twelve digits. */
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly unpackedBytes: number;
};

const head = ["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"] as const;

/**
 * The table that `docker images` prints, the newest first, without a final newline.
 * Column widths as the {@link https://github.com/docker/cli/blob/12992f76e01e7af212347f97ade1586b1dc8e2d2/cli/command/formatter/formatter.go#L77 Docker CLI} sets them:
 * at least ten characters, three of them padding.
 */
export function dockerImages(images: readonly ListedImage[], now: number): string {
  const rows = [...images]
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .map((image) => [
      image.repository,
      image.tag,
      image.id.replace(/^sha256:/, "").slice(0, 12),
      ago(now - Date.parse(image.createdAt)),
      dockerSize(image.unpackedBytes),
    ]);
  const table = [[...head], ...rows];
  const widths = head.map((_, column) =>
    Math.max(10, ...table.map((row) => (row[column] ?? "").length + 3)),
  );
  return table
    .map((row) => row.map((cell, i) => (i < 4 ? cell.padEnd(widths[i] ?? 0) : cell)).join(""))
    .join("\n");
}
