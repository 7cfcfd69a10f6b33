const order = ["system", "light", "dark"] as const;

/** How the page chooses between day and night. */
type Theme = (typeof order)[number];

const key = "theme";

/**
 * Runs in the document's head, before anything is painted, so that a chosen theme never flashes in.
 * Storage throws where the browser forbids it; the system's choice stands then.
 */
export const themeScript = `try{const t=localStorage.getItem("${key}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;

/** Moves from system to light to dark and round again, and remembers the choice. */
export function switchTheme(): void {
  const root = document.documentElement;
  const now = order.indexOf((root.dataset.theme ?? "system") as Theme);
  const next = order[(now + 1) % order.length] ?? "system";
  if (next === "system") delete root.dataset.theme;
  else root.dataset.theme = next;
  try {
    localStorage.setItem(key, next);
  } catch {
    // The choice holds for this page; there is nowhere to keep it.
  }
}
