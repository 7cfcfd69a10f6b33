import type Docker from "dockerode";
import type { MeterReading } from "@/domain/sandbox/reading";
import type { SandboxFacts } from "@/domain/sandbox/sandbox";
import { type BuildKit, connectBuildKit } from "@/server/buildkit/client";
import { dialer } from "@/server/buildkit/dial";
import { engineAt } from "@/server/run/engine";
import { connectLayers, type LayerService } from "./layers";
import { readMeter } from "./meter";

/** One Docker Engine, by both of its doors, with what is known of its sandbox. */
export type Engine = {
  readonly facts: SandboxFacts;
  readonly docker: Docker;
  readonly buildkit: BuildKit;
  /** What its slots use; null where it has none of ours. */
  meter(): Promise<MeterReading | null>;
  /** What its layers hold, read where it keeps them; null where that is out of reach. */
  readonly layers: LayerService | null;
};

/** Connects to the engine of a sandbox; the first connection is opened by the first call. */
export function connectEngine(facts: SandboxFacts): Engine {
  return {
    facts,
    docker: engineAt(facts.dockerHost),
    buildkit: connectBuildKit(dialer(facts.dockerHost)),
    meter: async () => (facts.meterSocket ? readMeter(facts.meterSocket) : null),
    layers: facts.layersSocket ? connectLayers(facts.layersSocket) : null,
  };
}
