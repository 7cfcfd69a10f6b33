/** The end of a stream of text, bounded; positions count characters from the stream's start. */
export type Tail = {
  add(text: string): void;
  /** Text after a position, and where it starts: later than asked for where that is gone. */
  after(position: number): { from: number; text: string };
  /** Characters so far: the position after the last. */
  readonly end: number;
};

/** A tail that keeps at most `max` characters; cut at the start of a line where there is one. */
export function newTail(max: number): Tail {
  let text = "";
  let end = 0;
  return {
    add(more) {
      end += more.length;
      text += more;
      if (text.length > max) text = lastLines(text, max);
    },
    after(position) {
      const from = Math.min(Math.max(position, end - text.length), end);
      return { from, text: text.slice(text.length - (end - from)) };
    },
    get end() {
      return end;
    },
  };
}

function lastLines(text: string, max: number): string {
  const kept = text.slice(-max);
  if (text[text.length - max - 1] === "\n") return kept;
  const newline = kept.indexOf("\n");
  // A line longer than the tail is cut inside, though never inside a character.
  if (newline < 0 || newline === kept.length - 1) return kept.replace(/^[\udc00-\udfff]/, "");
  return kept.slice(newline + 1);
}
