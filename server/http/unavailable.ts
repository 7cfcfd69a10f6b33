/** What can't be done for now, in a sentence for whoever asked; a route answers it with 503. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** By name: Next bundles the services and the routes apart, each with a class of its own. */
export function isUnavailable(error: unknown): error is Unavailable {
  return error instanceof Error && error.name === "Unavailable";
}
