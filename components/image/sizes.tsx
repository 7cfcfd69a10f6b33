"use client";

import { type ImageAnalysis, imageAnalysis } from "@/domain/image/analysis";
import { formatBytes } from "@/domain/image/bytes";
import type { Image } from "@/domain/image/image";
import { useAnswer } from "../workbench/use-answer";
import styles from "./sizes.module.css";

/** What the layers of a build's image hold; null until it is known. The compressed size may come later. */
export function useAnalysis(build: string | null): ImageAnalysis | null {
  const path = build === null ? null : `/api/builds/${build}/analysis`;
  const answer = useAnswer(imageAnalysis, path, isUnmeasured);
  return answer?.ok ? answer.value : null;
}

const isUnmeasured = ({ compressedBytes }: ImageAnalysis) => compressedBytes === undefined;

type Props = {
  readonly image: Image;
  readonly analysis: ImageAnalysis | null;
  /** Whether what is not known yet will be. */
  readonly live: boolean;
};

/** The other two sizes of an image, each with what it is of. */
export function Sizes({ image, analysis, live }: Props) {
  const compressed = analysis?.compressedBytes ?? image.compressedBytes;
  const unique = image.layers.reduce((sum, { shared, bytes }) => (shared ? sum : sum + bytes), 0);
  return (
    <dl className={styles.sizes}>
      {(compressed !== undefined || live) && (
        <div>
          <dt title="Each layer's tar by gzip at level 6, as registries keep it">
            compressed, what a pull moves
          </dt>
          <dd>{compressed === undefined ? <i>being measured</i> : formatBytes(compressed)}</dd>
        </div>
      )}
      <div>
        <dt title="The layers that the base image does not have">
          beyond the base image, unpacked
        </dt>
        <dd>{formatBytes(unique)}</dd>
      </div>
    </dl>
  );
}
