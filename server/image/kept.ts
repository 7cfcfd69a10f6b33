import { type LayerContent, layerContent } from "@/domain/image/content";
import type { Database } from "@/server/storage/database";
import { packJson, unpackJson } from "@/server/storage/packed";

/** What is known of layers, in the database, by their diff ids; times are milliseconds. */
export type KeptLayers = {
  /** Null where it is not kept. */
  find(diffId: string): Promise<LayerContent | null>;
  keep(content: LayerContent): Promise<void>;
  /** The compressed sizes of those that have been measured. */
  sizes(diffIds: readonly string[]): Promise<Map<string, number>>;
  keepSize(diffId: string, compressedBytes: number): Promise<void>;
  /** Forgets layers that nobody asked for since, and above the ceiling those left longest; gives how many. */
  forget(before: number, bytes: number): Promise<number>;
};

export function openKept({ query }: Pick<Database, "query">, now: () => number): KeptLayers {
  const used = () => new Date(now()).toISOString();
  return {
    async find(diffId) {
      const [row] = await query(
        "update layers set used_at = $2 where diff_id = $1 and content is not null returning content",
        [diffId, used()],
      );
      if (!(row?.content instanceof Uint8Array)) return null;
      // What an older version wrote, and this one can't read, is read anew.
      return layerContent.safeParse(await unpackJson(row.content)).data ?? null;
    },
    async keep({ compressedBytes: _, ...content }) {
      await query(
        `insert into layers (diff_id, content, used_at) values ($1, $2, $3)
         on conflict (diff_id) do update set content = $2, used_at = $3`,
        [content.diffId, await packJson(content), used()],
      );
    },
    async sizes(diffIds) {
      const rows = await query(
        "select diff_id, compressed_bytes from layers where diff_id = any($1) and compressed_bytes > 0",
        [diffIds],
      );
      return new Map(rows.map((row) => [String(row.diff_id), Number(row.compressed_bytes)]));
    },
    async keepSize(diffId, compressedBytes) {
      await query(
        `insert into layers (diff_id, compressed_bytes, used_at) values ($1, $2, $3)
         on conflict (diff_id) do update set compressed_bytes = $2, used_at = $3`,
        [diffId, compressedBytes, used()],
      );
    },
    async forget(before, bytes) {
      const gone = await query(
        `delete from layers where diff_id in (
           select diff_id from (
             select diff_id, used_at,
               sum(coalesce(pg_column_size(content), 0)) over (order by used_at desc, diff_id) held
             from layers
           ) newest where used_at < $1 or held > $2)
         returning diff_id`,
        [new Date(before).toISOString(), bytes],
      );
      // As in the builds' store: nobody else does it in an embedded database.
      if (gone.length > 0) await query("vacuum layers");
      return gone.length;
    },
  };
}
