import { fileLanguage } from "@/domain/lesson/code";

/** The name that Monaco has for the language of a file. */
export function monacoLanguage(path: string): string {
  const language = fileLanguage(path);
  if (language === "shellscript") return "shell";
  return language === "text" || language === "diff" ? "plaintext" : language;
}
