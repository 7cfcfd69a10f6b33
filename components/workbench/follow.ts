/** The line to the server: `live` while events come, `lost` while the browser tries again, `refused` once it gave up. */
type Link = "live" | "lost" | "refused";

export type Listener = {
  /** The JSON of one event, with the event's name. */
  readonly event: (data: unknown, name: string) => void;
  readonly link: (link: Link) => void;
};

/** Follows a stream of server-sent events until it is called again. */
export type Follow = (path: string, names: readonly string[], listener: Listener) => () => void;

/** Follows with the browser's EventSource, which reconnects with `Last-Event-ID` by itself. */
export const follow: Follow = (path, names, listener) => {
  const source = new EventSource(path);
  const take = (message: MessageEvent<string>) => {
    try {
      listener.event(JSON.parse(message.data), message.type);
    } catch (error) {
      console.error(`an event of ${path} is dropped`, error);
    }
  };
  for (const name of names) source.addEventListener(name, take);
  source.onopen = () => listener.link("live");
  source.onerror = () =>
    listener.link(source.readyState === EventSource.CLOSED ? "refused" : "lost");
  return () => source.close();
};
