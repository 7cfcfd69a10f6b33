/** The folders of packages that a lock file of npm calls needed for development only, absolute. */
export function devPackagesOf(_path: string, _text: string): string[] {
  return [];
}
