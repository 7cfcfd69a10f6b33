import type { Remark } from "@/components/lesson/annotated";
import type { Span } from "@/domain/lesson/code";

/** The one instruction that joins the stages. */
export const joint: Span = { from: 25, to: 26 };

/** What the home page says beside the lesson's finished Dockerfile; the lines are checked by a test. */
export const remarks: readonly Remark[] = [
  {
    span: { from: 1, to: 17 },
    title: "One stage builds",
    text: "It starts from a full base, with every tool that an install or a compiler may ask for. None of those tools is in the image.",
    ships: false,
  },
  {
    span: { from: 19, to: 32 },
    title: "Another ships",
    text: "It starts over from a small base and copies one folder out of the first stage. What is not copied stays behind.",
    ships: true,
  },
];
