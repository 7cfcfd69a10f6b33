import * as z from "zod";

const remembered = z.record(
  z.string(),
  z.object({ id: z.string().min(1), files: z.record(z.string(), z.string()) }),
);

export type Remembered = z.infer<typeof remembered>[string];

/** The last build of one Dockerfile, as this browser remembers it. */
export type Memory = {
  read(): Remembered | null;
  keep(build: Remembered): void;
  forget(): void;
};

/** Remembers a lesson's last build of one Dockerfile; a store that refuses is no error. */
export function rememberIn(store: () => Storage, lesson: string, dockerfile: string): Memory {
  const key = `stagecraft:builds:${lesson}`;
  const all = () => {
    try {
      return remembered.safeParse(JSON.parse(store().getItem(key) ?? "{}")).data ?? {};
    } catch {
      return {};
    }
  };
  const write = (builds: z.infer<typeof remembered>) => {
    try {
      store().setItem(key, JSON.stringify(builds));
    } catch {
      // A full or forbidden store only costs the replay after a reload.
    }
  };
  return {
    read: () => all()[dockerfile] ?? null,
    keep: (build) => write({ ...all(), [dockerfile]: build }),
    forget: () => {
      const { [dockerfile]: _, ...others } = all();
      write(others);
    },
  };
}
