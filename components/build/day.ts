/** The day of a moment (ISO 8601), the same for everyone who reads it: `25 November 2026`. */
export function day(iso: string): string {
  return new Date(iso).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}
