import { type BuildEvent, buildEvent } from "@/domain/build/events";
import { type BuildRequest, buildRequest } from "@/domain/build/request";
import { packJson, unpackJson } from "@/server/storage/packed";

/** A journal's events for storage: nothing is merged or left out, so numbers mean the same ever after. */
export async function pack(events: readonly BuildEvent[]): Promise<Uint8Array> {
  return packJson(events);
}

/** The events of a stored journal; one that an older version wrote and this can't read is left out. */
export async function unpack(bytes: Uint8Array): Promise<BuildEvent[]> {
  const stored = await unpackJson(bytes);
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((event) => buildEvent.safeParse(event).data ?? []);
}

/** What a build was asked with, files and all, for storage. */
export async function packRequest(request: BuildRequest): Promise<Uint8Array> {
  return packJson(request);
}

/** A stored request. */
export async function unpackRequest(bytes: Uint8Array): Promise<BuildRequest> {
  return buildRequest.parse(await unpackJson(bytes));
}
