"use client";

import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";

/** The instruction that somebody points at, in the editor or by what it made. */
type Spot = {
  readonly dockerfile: string;
  /** Its first line, from 1. */
  readonly line: number;
  /** As written, on one line. */
  readonly instruction: string;
};

type Spotlight = {
  get(): Spot | null;
  subscribe(changed: () => void): () => void;
  /** Points there, or nowhere. */
  shine(spot: Spot | null): void;
};

const Context = createContext<Spotlight>(openSpotlight());

/** One spotlight for an editor and the results beside it. */
export function SpotlightProvider({ children }: { readonly children: ReactNode }) {
  const [spotlight] = useState(openSpotlight);
  return <Context value={spotlight}>{children}</Context>;
}

/** Where the spotlight is, and how to move it. */
export function useSpotlight() {
  const { get, subscribe, shine } = useContext(Context);
  return { spot: useSyncExternalStore(subscribe, get, nowhere), shine };
}

const nowhere = () => null;

function openSpotlight(): Spotlight {
  let spot: Spot | null = null;
  const listeners = new Set<() => void>();
  return {
    get: () => spot,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    shine(next) {
      if (next?.dockerfile === spot?.dockerfile && next?.line === spot?.line) return;
      spot = next;
      for (const changed of listeners) changed();
    },
  };
}
