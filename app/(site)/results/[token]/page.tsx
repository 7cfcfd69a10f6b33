import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SharedView } from "@/components/build/shared";
import { runtime } from "@/server/runtime";

type Props = { readonly params: Promise<{ token: string }> };

export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: "A shared result",
  robots: { index: false, follow: false },
};

/** A result as it was when it was shared: for whoever has the link, without a cookie. */
export default async function SharedPage({ params }: Props) {
  const { shares } = await runtime();
  const found = await shares.find((await params).token);
  if (!found) notFound();
  return <SharedView shared={found.shared} expiresAt={found.expiresAt} />;
}
