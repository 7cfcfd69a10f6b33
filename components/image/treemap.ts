import { hierarchy, treemap, treemapSquarify } from "d3-hierarchy";

/** A part of a treemap, in percent of its width and height. */
export type Tile<T> = {
  readonly of: T;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Divides an area by weight, in tiles as square as can be. `ratio` is the area's width by its height. */
export function tiles<T extends { readonly bytes: number }>(
  parts: readonly T[],
  ratio: number,
): Tile<T>[] {
  type Node = { readonly of?: T; readonly children?: readonly Node[] };
  const root = hierarchy<Node>({ children: parts.map((of) => ({ of })) }, ({ children }) =>
    children ? [...children] : undefined,
  ).sum(({ of }) => of?.bytes ?? 0);
  const width = 100 * ratio;
  const laid = treemap<Node>().tile(treemapSquarify).size([width, 100])(root);
  return laid
    .leaves()
    .flatMap(({ data: { of }, x0, x1, y0, y1 }) =>
      of ? [{ of, x: x0 / ratio, y: y0, width: (x1 - x0) / ratio, height: y1 - y0 }] : [],
    );
}
