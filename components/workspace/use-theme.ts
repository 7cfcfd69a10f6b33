import { useSyncExternalStore } from "react";
import type { ThemeName } from "./monaco-theme";

const night = "(prefers-color-scheme: dark)";

function subscribe(changed: () => void): () => void {
  const system = matchMedia(night);
  const chosen = new MutationObserver(changed);
  system.addEventListener("change", changed);
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", changed);
    chosen.disconnect();
  };
}

function current(): ThemeName {
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia(night).matches;
  return dark ? "stagecraft-dark" : "stagecraft-light";
}

/** The editor's theme for the page's: the one that was chosen, else the system's. */
export function useTheme(): ThemeName {
  return useSyncExternalStore(subscribe, current, () => "stagecraft-light");
}
