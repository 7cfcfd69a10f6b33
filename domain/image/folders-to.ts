/** The folders from the root to a path, each with what it is called in a row of them. */
export function foldersTo(path: string): { name: string; at: string }[] {
  const names = path.split("/").filter(Boolean);
  return [
    { name: "/", at: "/" },
    ...names.map((name, place) => ({ name, at: `/${names.slice(0, place + 1).join("/")}` })),
  ];
}
