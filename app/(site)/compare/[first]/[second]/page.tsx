import type { Metadata } from "next";
import { CompareView } from "@/components/image/compare-view";

type Props = { readonly params: Promise<{ first: string; second: string }> };

export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: "Compare two builds",
  robots: { index: false, follow: false },
};

/** Two builds of the learner's, side by side. */
export default async function ComparePage({ params }: Props) {
  const { first, second } = await params;
  return <CompareView first={first} second={second} />;
}
